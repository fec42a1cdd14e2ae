/**
 * The texts that are written most like a given one, nearest first; texts that are equally near keep their order.
 * @param count How many.
 */
export function nearestOf(given: string, known: readonly string[], count: number): readonly string[] {
  const measured = known.map((text) => ({ text, distance: editsBetween(given.toLowerCase(), text) }));
  return measured
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ text }) => text);
}

/** Letters to put in, take out or change until one text is the other (Levenshtein). */
export function editsBetween(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of Array.from(from).entries()) {
    const line = [row + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const changed = (above[column] ?? 0) + (letter === other ? 0 : 1);
      line.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above[to.length] ?? 0;
}
