/** Complex numbers, as far as characteristic functions need them. Principal branches. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** A complex number. */
export const complex = (re: number, im = 0): Complex => ({ re, im });

export const add = (a: Complex, b: Complex): Complex => complex(a.re + b.re, a.im + b.im);
export const sub = (a: Complex, b: Complex): Complex => complex(a.re - b.re, a.im - b.im);
export const scale = (a: Complex, factor: number): Complex => complex(a.re * factor, a.im * factor);
export const mul = (a: Complex, b: Complex): Complex => complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);

/** a / b. */
export function div(a: Complex, b: Complex): Complex {
  const size = b.re * b.re + b.im * b.im;
  return complex((a.re * b.re + a.im * b.im) / size, (a.im * b.re - a.re * b.im) / size);
}

/** Square root with non-negative real part. */
export function sqrt(a: Complex): Complex {
  const size = Math.hypot(a.re, a.im);
  const re = Math.sqrt((size + Math.abs(a.re)) / 2);
  if (re === 0) return complex(0);
  const im = Math.abs(a.im) / (2 * re);
  const [x, y] = a.re >= 0 ? [re, im] : [im, re];
  return complex(x, a.im < 0 ? -y : y);
}

/** e to the a. */
export function exp(a: Complex): Complex {
  const size = Math.exp(a.re);
  return complex(size * Math.cos(a.im), size * Math.sin(a.im));
}

/** Natural logarithm. */
export function log(a: Complex): Complex {
  return complex(Math.log(Math.hypot(a.re, a.im)), Math.atan2(a.im, a.re));
}
