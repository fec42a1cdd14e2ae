/** Contracts that another project ships compiled in its npm package, deployed as they are. */
import { createRequire } from "node:module";

import { ContractFactory, type BaseContract, type InterfaceAbi, type Signer } from "ethers";

import { LibraryMissingError } from "./errors.js";

const require = createRequire(import.meta.url);

/** The part of an artifact that a deployment needs, as Hardhat 2 wrote it. */
interface Artifact {
  readonly contractName: string;
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
  readonly linkReferences: Readonly<Record<string, Readonly<Record<string, readonly { readonly start: number }[]>>>>;
}

/** Addresses of libraries by name. */
export type Libraries = Readonly<Record<string, string>>;

/**
 * Deploys the creation code of an artifact, linked, byte for byte.
 * @param path Of the artifact inside `node_modules`, without `.json`.
 * @param signer Who deploys.
 * @param args Constructor arguments.
 * @param libraries Libraries that it may need.
 * @returns Its address and ABI.
 * @throws LibraryMissingError
 */
export async function deployArtifact(
  path: string,
  signer: Signer,
  args: readonly unknown[] = [],
  libraries: Libraries = {},
): Promise<BaseContract> {
  const artifact = require(`${path}.json`) as Artifact;
  const factory = new ContractFactory(artifact.abi, linked(artifact, libraries), signer);
  const contract = await factory.deploy(...args);
  await contract.waitForDeployment();
  return contract;
}

/** ABI of an artifact. @param path Inside `node_modules`, without `.json`. */
export function abiOf(path: string): InterfaceAbi {
  return (require(`${path}.json`) as Artifact).abi;
}

function linked({ contractName, bytecode, linkReferences }: Artifact, libraries: Libraries): string {
  let code = bytecode;
  for (const [library, places] of Object.values(linkReferences).flatMap((file) => Object.entries(file))) {
    const address = libraries[library];
    if (address === undefined) throw new LibraryMissingError(contractName, library);
    for (const { start } of places) {
      const from = 2 + start * 2;
      code = code.slice(0, from) + address.slice(2).toLowerCase() + code.slice(from + 40);
    }
  }
  return code;
}
