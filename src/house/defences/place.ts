/** Heads of functions, constructors and modifiers, as Prettier sets them inside a contract. */
const HEAD = /^ {4}(?:function (\w+)|(constructor)\b|modifier (\w+))/gm;
const CONTRACT = /^(?:abstract )?(?:contract|library|interface) (\w+)/gm;

/**
 * The function, constructor, modifier or contract around a place in a Solidity file, by name. Reads the layout instead of parsing,
 * which takes a hundred times as long; Prettier keeps the layout.
 * @param text The file.
 * @param offset The place, in characters.
 * @returns Undefined when the place lies outside of every contract.
 */
export function placeIn(text: string, offset: number): string | undefined {
  const before = text.slice(0, text.indexOf("\n", offset));
  const head = [...before.matchAll(HEAD)].at(-1);
  const contract = [...before.matchAll(CONTRACT)].at(-1);
  const within = head !== undefined && !/^ {4}\}/m.test(text.slice(head.index, offset));
  return (within ? (head[1] ?? head[2] ?? head[3]) : undefined) ?? contract?.[1];
}
