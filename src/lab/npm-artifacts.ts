/** Contracts that another project ships compiled in its npm package, deployed as they are. */
import { createRequire } from "node:module";
import { join } from "node:path";

import { ContractFactory, type BaseContract, type InterfaceAbi, type Signer } from "ethers";

import { LibraryMissingError, PackageMissingError } from "./probes/errors.js";

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
 * @throws LibraryMissingError, PackageMissingError
 */
export async function deployArtifact(
  path: string,
  signer: Signer,
  args: readonly unknown[] = [],
  libraries: Libraries = {},
): Promise<BaseContract> {
  const artifact = artifactAt(path);
  const factory = new ContractFactory(artifact.abi, linked(artifact, libraries), signer);
  const contract = await factory.deploy(...args);
  await contract.waitForDeployment();
  return contract;
}

/** ABI of an artifact. @param path Inside `node_modules`, without `.json`. @throws PackageMissingError */
export function abiOf(path: string): InterfaceAbi {
  return artifactAt(path).abi;
}

/** Looks where the lab is installed first, then in the project that runs it: with some package managers these differ. */
function artifactAt(path: string): Artifact {
  const places = [import.meta.url, join(process.cwd(), "package.json")];
  let cause: unknown;
  for (const place of places) {
    try {
      return createRequire(place)(`${path}.json`) as Artifact;
    } catch (error) {
      cause = error;
    }
  }
  throw new PackageMissingError(packageOf(path), path, { cause });
}

/** `@scope/name` or `name` of a path inside `node_modules`. */
function packageOf(path: string): string {
  return path
    .split("/")
    .slice(0, path.startsWith("@") ? 2 : 1)
    .join("/");
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
