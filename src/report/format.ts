/** How numbers and times are written; the same in every rendering and in every locale. */

/** `16:57:42` in UTC. */
export function clockTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}

/** `2023-12-15 16:57:42 UTC`. */
export function dateTime(seconds: number): string {
  return `${calendarDay(seconds)} ${clockTime(seconds)} UTC`;
}

/** `2023-12-15`. */
export function calendarDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** `1 h 43 min`, `15 min`, `42 s`; `0 s` for nothing. Seconds are dropped above an hour. */
export function duration(seconds: number): string {
  const sign = seconds < 0 ? "−" : "";
  const total = Math.abs(Math.round(seconds));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const rest = total % 60;
  const parts = [
    hours > 0 ? `${String(hours)} h` : "",
    minutes > 0 ? `${String(minutes)} min` : "",
    rest > 0 && hours === 0 ? `${String(rest)} s` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "0 s" : sign + parts.join(" ");
}

/** `$1,234.56` or `−$1,234.56` from whole cents. */
export function money(cents: number): string {
  const total = Math.abs(Math.round(cents));
  const rest = String(total % 100).padStart(2, "0");
  return `${cents < 0 && total > 0 ? "−" : ""}$${grouped(Math.floor(total / 100))}.${rest}`;
}

/** Like {@link money}, with a plus sign above zero. */
export function signedMoney(cents: number): string {
  return Math.round(cents) > 0 ? `+${money(cents)}` : money(cents);
}

/** `1,234,567` of a whole number. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A measure's value in its unit. */
export function measured(unit: "count" | "cents" | "seconds", value: number): string {
  if (unit === "cents") return money(value);
  if (unit === "seconds") return duration(value);
  return grouped(value);
}

/** `32.5 %` of basis points; hundredths only where they are needed. */
export function percent(bps: number): string {
  return `${String(bps / 100)} %`;
}

/** `$18,800`: whole dollars of cents, rounded down. */
export function dollars(cents: number): string {
  return `$${grouped(Math.floor(cents / 100))}`;
}

/** What stands before the colon of a label that explains itself: `Bad debt` of `Bad debt: what positions owe …`. */
export function shortLabel(label: string): string {
  return label.split(":")[0] ?? label;
}
