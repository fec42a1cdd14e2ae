/** Columns aligned: those of words to the left, the others, which hold numbers, to the right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  words = 1,
  bold: (line: string) => string = (line) => line,
): string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column < words ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return [bold(line(head)), ...rows.map(line)];
}
