import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import type { CompiledContract, ContractSource } from "./contracts.js";

/** A compiled contract that ships with the package. */
export interface PackagedContract extends CompiledContract {
  readonly deployedBytecode: string;
}

/** Contracts that ship compiled with the package. */
export interface PackagedContracts extends ContractSource {
  contract(name: string): Promise<PackagedContract | undefined>;
}

// From `dist/src/lab/` this is `dist/compiled/`; in the repository there is no such folder, and the build's artifacts serve.
const COMPILED = new URL("../../compiled/", import.meta.url);

/**
 * The contracts that ship compiled with the package, by name; none in the repository, where the project's own build has them.
 * A consumer cannot compile them: Chainlink's package does not install without overrides, which only a root project can make.
 */
export function packagedContracts(folder: URL = COMPILED): PackagedContracts {
  return {
    async contract(name) {
      // A library is asked for as "file:library".
      const simple = /^(?:.*:)?(\w+)$/.exec(name)?.[1];
      if (simple === undefined) return undefined;
      let text: string;
      try {
        text = await readFile(fileURLToPath(new URL(`${simple}.json`, folder)), "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
      return JSON.parse(text) as PackagedContract;
    },
  };
}
