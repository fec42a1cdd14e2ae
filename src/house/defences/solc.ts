/**
 * The compiler of what ships, kept warm in this process: half of a mutant's time would otherwise go into starting Hardhat and the
 * compiler anew. Takes settings, remappings and foreign sources from the last build.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Prefix that Hardhat gives to the sources of the project. */
const PROJECT = "project/";
/** The compiler of what ships; packages pinned to others are not mutated. */
const VERSION = "0.8.30";

/** What Hardhat keeps of a contract. */
export interface Bytecode {
  readonly object: string;
  readonly linkReferences: unknown;
  readonly immutableReferences?: unknown;
}

/** One contract that came out. */
export interface Compiled {
  /** Path of its source, from the root of the repository. */
  readonly path: string;
  readonly name: string;
  readonly abi: unknown;
  readonly bytecode: Bytecode;
  readonly deployedBytecode: Bytecode;
}

interface Settings {
  readonly remappings: readonly string[];
}

interface BuildInfo {
  readonly solcVersion: string;
  readonly input: { readonly settings: Settings; readonly sources: Readonly<Record<string, { content: string }>> };
}

interface Output {
  readonly errors?: readonly { readonly severity: string }[];
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, OutputContract>>>>;
}

interface OutputContract {
  readonly abi: unknown;
  readonly evm: { readonly bytecode: Bytecode; readonly deployedBytecode: Bytecode };
}

interface Solc {
  compile(input: string, callbacks: { import: (path: string) => { contents: string } | { error: string } }): string;
}

/** The compiler with everything that it needs to know. */
export class WarmCompiler {
  private readonly solc = createRequire(import.meta.url)("solc") as Solc;

  private constructor(
    private readonly settings: Settings,
    private readonly sources: ReadonlyMap<string, string>,
  ) {}

  /** @param artifacts Hardhat's folder of artifacts, after a build. */
  static from(artifacts: string): WarmCompiler {
    const folder = join(artifacts, "build-info");
    const infos = readdirSync(folder)
      .filter((name) => !name.endsWith(".output.json"))
      .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as BuildInfo)
      .filter(({ solcVersion }) => solcVersion === VERSION);
    const sources = infos.flatMap(({ input }) =>
      Object.entries(input.sources).map(([name, { content }]): [string, string] => [name, content]),
    );
    const remappings = [...new Set(infos.flatMap(({ input }) => input.settings.remappings))];
    return new WarmCompiler({ ...infos[0]?.input.settings, remappings }, new Map(sources));
  }

  /**
   * Compiles the contracts of some files.
   * @param roots Paths from the root of the repository.
   * @param current Text of a file of the repository by its path.
   * @returns Undefined when something does not compile.
   */
  compile(roots: readonly string[], current: (path: string) => string | undefined): Compiled[] | undefined {
    const read = (name: string): string | undefined =>
      name.startsWith(PROJECT) ? current(name.slice(PROJECT.length)) : this.sources.get(name);
    const wanted = ["abi", "evm.bytecode.object", "evm.bytecode.linkReferences", "evm.deployedBytecode"];
    const input = {
      language: "Solidity",
      sources: Object.fromEntries(roots.map((path) => [PROJECT + path, { content: current(path) ?? "" }])),
      settings: {
        ...this.settings,
        outputSelection: Object.fromEntries(roots.map((path) => [PROJECT + path, { "*": wanted }])),
      },
    };
    const answer = this.solc.compile(JSON.stringify(input), {
      import: (name) => {
        const contents = read(name);
        return contents === undefined ? { error: `no source ${name}` } : { contents };
      },
    });
    const { errors = [], contracts = {} } = JSON.parse(answer) as Output;
    if (errors.some(({ severity }) => severity === "error")) return undefined;
    return Object.entries(contracts).flatMap(([source, byName]) =>
      Object.entries(byName).map(([name, { abi, evm }]) => ({
        path: source.slice(PROJECT.length),
        name,
        abi,
        bytecode: evm.bytecode,
        deployedBytecode: evm.deployedBytecode,
      })),
    );
  }
}
