/**
 * Compensated sum (Neumaier 1974): the error does not grow with the number of terms, and the result depends on their order only in
 * its last bit.
 */
export function sum(values: Iterable<number>): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Sum of `term(0) … term(count − 1)`. */
export function sumOf(count: number, term: (index: number) => number): number {
  return sum(
    (function* terms() {
      for (let index = 0; index < count; index++) yield term(index);
    })(),
  );
}
