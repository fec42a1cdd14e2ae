import { join } from "node:path";

import type { GeneratedFile } from "../../chains/generate/files.js";
import { BuildOutput, readArtifact, type BuiltContract } from "./build-output.js";
import { NotShippableError } from "./errors.js";
import { isMock, isOurs, nameOf, shippedArtifacts } from "./shipped.js";

/** The licence under which code goes into the package. */
export const LICENSE = "MIT";

/** The one source under another licence (decision 0017): Arbitrum's arithmetic of addresses, in Chainlink's Arbitrum feed. */
export const EXCEPTION = { source: /\/AddressAliasHelper\.sol$/, license: "Apache-2.0" } as const;

/** Where compiled contracts stand in the package; `src/lab/packaged.ts` reads them there. */
export const COMPILED_FOLDER = "dist/compiled";
/** Where ABIs stand in the package: `holdfast/abis/<contract>.json`. */
export const ABI_FOLDER = "dist/abis";

/** A contract that ships compiled. */
export interface CompiledFile {
  readonly contractName: string;
  readonly sourceName: string;
  /** Every source behind the bytecode and the licence in its own header. */
  readonly sources: Readonly<Record<string, string | null>>;
  readonly abi: readonly unknown[];
  readonly bytecode: string;
  readonly deployedBytecode: string;
  readonly linkReferences: BuiltContract["linkReferences"];
}

/**
 * The compiled contracts and ABIs that the package brings.
 * @param root Root of the repository, which was built.
 * @throws NotShippableError when a source behind a bytecode is under another licence than {@link LICENSE} and no
 * {@link EXCEPTION}, or two contracts share a name.
 */
export async function compiledFiles(root: string): Promise<GeneratedFile[]> {
  const artifactsFolder = join(root, "artifacts");
  const paths = await shippedArtifacts(artifactsFolder, join(root, "src/lab"));
  const builds = new BuildOutput(artifactsFolder);
  const files: GeneratedFile[] = [];
  const foreign: CompiledFile[] = [];
  const problems = sharedNames(paths);
  for (const path of paths) {
    const built = await readArtifact(join(artifactsFolder, path));
    if (isOurs(path) && !isMock(path)) files.push(json(`${ABI_FOLDER}/${built.contractName}.json`, built.abi));
    // Interfaces and abstract contracts have no code.
    if (built.bytecode === "0x") continue;
    const compiled = withSources(built, await builds.sourcesBehind(built));
    problems.push(...licenceProblems(compiled));
    if (!isOurs(path)) foreign.push(compiled);
    files.push(json(`${COMPILED_FOLDER}/${built.contractName}.json`, compiled));
  }
  if (problems.length > 0) throw new NotShippableError(problems);
  return [...files, { path: `${COMPILED_FOLDER}/NOTICE.md`, content: notice(foreign) }];
}

/** What is wrong with the licences behind a bytecode. */
export function licenceProblems({ contractName, sources }: Pick<CompiledFile, "contractName" | "sources">): string[] {
  return Object.entries(sources)
    .filter(([source, licence]) => !isAllowed(source, licence))
    .map(([source, licence]) => `${contractName}: ${source} says ${licence ?? "no licence"}, not ${LICENSE}`);
}

function isAllowed(source: string, licence: string | null): boolean {
  return licence === LICENSE || (licence === EXCEPTION.license && EXCEPTION.source.test(source));
}

function sharedNames(paths: readonly string[]): string[] {
  const names = paths.map(nameOf);
  return paths
    .filter((path, index) => names.indexOf(nameOf(path)) !== index)
    .map((path) => `${path}: another contract that ships has the same name`);
}

function withSources(
  { contractName, sourceName, abi, bytecode, deployedBytecode, linkReferences }: BuiltContract,
  behind: ReadonlyMap<string, { readonly license: string | null } | undefined>,
): CompiledFile {
  const sources = Object.fromEntries(
    [...behind].map(([name, source]) => [name, source?.license ?? null] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return { contractName, sourceName, sources, abi, bytecode, deployedBytecode, linkReferences };
}

function json(path: string, content: unknown): GeneratedFile {
  return { path, content: `${JSON.stringify(content)}\n` };
}

function notice(foreign: readonly CompiledFile[]): string {
  const lines = foreign.map(({ contractName, sources }) => {
    const odd = Object.entries(sources).filter(([, licence]) => licence !== LICENSE);
    const others = odd.map(([source, licence]) => `; of it ${source}: ${String(licence)}`);
    return `- \`${contractName}\`: ${Object.keys(sources).length - odd.length} sources under ${LICENSE}${others.join("")}`;
  });
  return `# Compiled contracts in this folder

These are Chainlink's, compiled without change from their npm package. The licence is the one in the header of each source;
the file of a contract lists all sources behind its bytecode. The text of Apache-2.0 is in
\`licenses/Apache-2.0.txt\`; the file under it is copyright 2019-2021 Offchain Labs, Inc.

${lines.join("\n")}

All others are Holdfast's own, with parts of OpenZeppelin Contracts, both under ${LICENSE}.
`;
}
