import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A contract as Hardhat's build leaves it. */
export interface BuiltContract {
  readonly contractName: string;
  readonly sourceName: string;
  /** Name of the source in the compiler's input, with the package's version: `npm/@scope/name@1.0.0/…` or `project/…`. */
  readonly inputSourceName: string;
  readonly buildInfoId: string;
  readonly abi: readonly unknown[];
  readonly bytecode: string;
  readonly deployedBytecode: string;
  readonly linkReferences: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;
}

/** A source as the compiler saw it. */
export interface CompiledSource {
  /** The licence in its own SPDX header; `null` when it has none. */
  readonly license: string | null;
  /** Names of the sources that it imports. */
  readonly imports: readonly string[];
}

interface AstNode {
  readonly nodeType: string;
  readonly absolutePath?: string;
}

interface OutputFile {
  readonly output: {
    readonly sources: Readonly<
      Record<string, { readonly ast: { readonly license?: string; readonly nodes: readonly AstNode[] } }>
    >;
  };
}

/** Reads one artifact. */
export async function readArtifact(path: string): Promise<BuiltContract> {
  return JSON.parse(await readFile(path, "utf8")) as BuiltContract;
}

/** What the compiler saw in each build, read once: build infos are large. */
export class BuildOutput {
  readonly #builds = new Map<string, Promise<ReadonlyMap<string, CompiledSource>>>();

  constructor(private readonly artifactsFolder: string) {}

  /** Every source behind a contract: its own, and all that it imports, directly or not. */
  async sourcesBehind(contract: BuiltContract): Promise<ReadonlyMap<string, CompiledSource | undefined>> {
    const known = await this.#build(contract.buildInfoId);
    const behind = new Map<string, CompiledSource | undefined>();
    const next = [contract.inputSourceName];
    for (let name = next.pop(); name !== undefined; name = next.pop()) {
      if (behind.has(name)) continue;
      const source = known.get(name);
      behind.set(name, source);
      next.push(...(source?.imports ?? []));
    }
    return behind;
  }

  async #build(id: string): Promise<ReadonlyMap<string, CompiledSource>> {
    const reading = this.#builds.get(id) ?? this.#read(id);
    this.#builds.set(id, reading);
    return await reading;
  }

  async #read(id: string): Promise<ReadonlyMap<string, CompiledSource>> {
    const path = join(this.artifactsFolder, "build-info", `${id}.output.json`);
    const { output } = JSON.parse(await readFile(path, "utf8")) as OutputFile;
    return new Map(
      Object.entries(output.sources).map(([name, { ast }]) => {
        const imports = ast.nodes.flatMap((node) =>
          node.nodeType === "ImportDirective" ? [node.absolutePath ?? ""] : [],
        );
        return [name, { license: ast.license ?? null, imports }];
      }),
    );
  }
}
