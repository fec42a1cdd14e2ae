/** How the numbers of a risk report are written. */

/** Three digits that count, groups of three from 1 000 on: `0.00123`, `12.3`, `1 234 567`. */
export function amount(value: number): string {
  if (!Number.isFinite(value)) return "none";
  const magnitude = Math.abs(value);
  if (magnitude >= 1_000) return grouped(Math.round(value));
  if (magnitude !== 0 && magnitude < 1e-4)
    return value
      .toExponential(1)
      .replace("e-", " × 10⁻")
      .replace(/⁻(\d+)/, superscript);
  const text = String(Number(value.toPrecision(3)));
  return value < 0 ? `−${text.slice(1)}` : text;
}

/** `a to b`. */
export function range({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${amount(low)} to ${amount(high)}`;
}

/** `12.3 %`. */
export function percent(share: number): string {
  return `${amount(100 * share)} %`;
}

/** `1 to 2 %`. */
export function shares({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${amount(100 * low)} to ${percent(high)}`;
}

/** Seconds in the largest unit that serves: `15 min`, `1.5 h`. */
export function time(seconds: number): string {
  if (seconds >= 3_600) return `${amount(seconds / 3_600)} h`;
  return seconds >= 60 ? `${amount(seconds / 60)} min` : `${amount(seconds)} s`;
}

function grouped(value: number): string {
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  return value < 0 ? `−${digits}` : digits;
}

function superscript(_: string, digits: string): string {
  return `⁻${digits.replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? "")}`;
}
