import { posix } from "node:path";

/** Texts of our own sources by path, TypeScript and Solidity. */
type Texts = ReadonlyMap<string, string>;

/**
 * The contracts that a mocha test can have in hand: those whose names occur in it or in anything of this repository that it imports.
 * @param test Path of the test.
 * @param texts The repository's own sources.
 * @returns Paths under `contracts/`.
 */
export function contractsUsedBy(test: string, texts: Texts): string[] {
  const words = new Set<string>();
  for (const path of closureOf(test, texts)) {
    for (const [word] of (texts.get(path) ?? "").matchAll(/\b[A-Z]\w+/g)) words.add(word);
  }
  return [...texts]
    .filter(([path, text]) => path.startsWith("contracts/") && namesIn(text).some((name) => words.has(name)))
    .map(([path]) => path);
}

/** Whether a Solidity file is another one, or imports it, directly or not. */
export function dependsOn(path: string, other: string, texts: Texts): boolean {
  return closureOf(path, texts).has(other);
}

/** A source and everything of this repository that it imports, but for made types. */
function closureOf(start: string, texts: Texts): Set<string> {
  const seen = new Set<string>();
  const queue = [start];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const text = texts.get(path);
    if (seen.has(path) || text === undefined || path.startsWith("typechain-types/")) continue;
    seen.add(path);
    for (const [, target = ""] of text.matchAll(/(?:from|import\(?)\s*"(\.[^"]+)"/g)) {
      queue.push(posix.join(posix.dirname(path), target.replace(/\.js$/, ".ts")));
    }
  }
  return seen;
}

/** Names of the contracts, interfaces and libraries that a file declares. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/^(?:abstract )?(?:contract|interface|library) (\w+)/gm)].map((match) => match[1] ?? "");
}
