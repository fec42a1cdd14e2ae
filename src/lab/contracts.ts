import type { InterfaceAbi } from "ethers";
import type { ArtifactManager } from "hardhat/types/artifacts";

/** Where the bytes of a library's address go in creation code, by source file and library name. */
export type LinkReferences = Readonly<Record<string, Readonly<Record<string, readonly { readonly start: number }[]>>>>;

/** A compiled contract, as much of it as a deployment needs. */
export interface CompiledContract {
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
  readonly linkReferences?: LinkReferences;
}

/** A place where compiled contracts come from. */
export interface ContractSource {
  /** The contract of that name (or fully qualified name); `undefined` when this source has none. */
  contract(name: string): Promise<CompiledContract | undefined>;
}

/** The contracts of the project that runs the lab. */
export function projectContracts(artifacts: Pick<ArtifactManager, "artifactExists" | "readArtifact">): ContractSource {
  return {
    contract: async (name) => ((await artifacts.artifactExists(name)) ? await artifacts.readArtifact(name) : undefined),
  };
}

/** The first source that has a contract gives it. */
export function firstOf(...sources: readonly ContractSource[]): ContractSource {
  return {
    async contract(name) {
      for (const source of sources) {
        const found = await source.contract(name);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}
