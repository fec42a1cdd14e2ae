/** A small edit of one file. */
export interface Edit {
  readonly in: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * The text with the edit made, or how often `find` occurs when that is not once. Runs of white space count as equal, so that
 * a line that is broken elsewhere is still found.
 */
export function mutate(
  text: string,
  { find, replace }: Pick<Edit, "find" | "replace">,
): { text: string; at: number } | number {
  const pattern = find
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .join("\\s+");
  const matches = [...text.matchAll(new RegExp(pattern, "g"))];
  const [match] = matches;
  if (match === undefined || matches.length > 1) return matches.length;
  return { text: text.slice(0, match.index) + replace + text.slice(match.index + match[0].length), at: match.index };
}
