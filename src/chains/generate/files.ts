import { renderChainsPage } from "./markdown.js";
import { renderSolidityLibrary } from "./solidity.js";
import { validateRegistry } from "./validate.js";

/** A file's path from the root of the repository, and its content. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

/**
 * Everything that is made from the chain registry.
 * @param registryText Content of `src/chains/feeds.json`.
 * @throws InvalidRegistryError when the registry breaks its rules.
 */
export function chainFiles(registryText: string): GeneratedFile[] {
  const registry = validateRegistry(JSON.parse(registryText));
  return [
    { path: "contracts/libraries/ChainFeeds.sol", content: renderSolidityLibrary(registry) },
    { path: "docs/chains.md", content: renderChainsPage(registry) },
  ];
}
