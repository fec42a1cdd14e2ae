/** A copy of the project in which a mutant is built and tested, so that the project itself is never touched. */
import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { contractsUsedBy, dependsOn } from "./contracts-used.js";
import { ProjectNotBuiltError } from "./errors.js";
import { mutate, type Edit } from "./mutate.js";
import { readRun, type RunResult } from "./outcome.js";
import { WarmCompiler, type Compiled } from "./solc.js";

const SOURCE = /\.(ts|sol)$/;

/** A run of Hardhat's command line. */
interface Ended {
  readonly ok: boolean;
  readonly output: string;
}

/** One copy. Runs in it must follow each other. */
export class Scratch {
  private compiler: WarmCompiler | undefined;

  private constructor(
    private readonly folder: string,
    /** Texts of our own sources by path, as they are now. */
    private readonly texts: Map<string, string>,
  ) {}

  /**
   * Copies what git knows and what it does not ignore, and the last build; installed packages are linked.
   * @param root The root of the repository.
   */
  static async create(root: string): Promise<Scratch> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "holdfast-defences-")));
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
    const texts = new Map<string, string>();
    for (const path of new Set(listed.toString().split("\0"))) {
      if (path === "" || !existsSync(join(root, path))) continue;
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await cp(join(root, path), join(folder, path));
      if (SOURCE.test(path)) texts.set(path, await readFile(join(root, path), "utf8"));
    }
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    for (const part of ["artifacts", "cache"].filter((name) => existsSync(join(root, name)))) {
      await cp(join(root, part), join(folder, part), { recursive: true });
    }
    await moveCache(folder);
    return new Scratch(folder, texts);
  }

  /** Removes the copy. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  /** Builds everything unmutated. @throws ProjectNotBuiltError when that fails. */
  async buildAll(): Promise<void> {
    const { ok, output } = await this.hardhat(["build", "--no-typechain"]);
    if (!ok) throw new ProjectNotBuiltError(output);
    this.compiler = WarmCompiler.from(join(this.folder, "artifacts"));
  }

  /**
   * Makes an edit and builds what a test uses of it.
   * @returns Whether it compiled.
   */
  async build(edit: Edit, test: string): Promise<boolean> {
    const mutated = mutate(this.texts.get(edit.in) ?? "", edit);
    if (typeof mutated === "number") return false;
    await this.write(edit.in, mutated.text);
    if (test.endsWith(".sol")) return (await this.hardhat(["build", "--no-typechain", "--no-contracts", test])).ok;
    const roots = contractsUsedBy(test, this.texts).filter((path) => dependsOn(path, edit.in, this.texts));
    if (roots.length === 0) return true;
    const compiled = this.compiler?.compile(roots, (path) => this.texts.get(path));
    for (const contract of compiled ?? []) await this.putArtifact(contract);
    return compiled !== undefined;
  }

  /** Takes an edit back, with what {@link build} made of it. Solidity tests are built anew before each run. */
  async restore(edit: Edit, original: string): Promise<void> {
    await this.write(edit.in, original);
    for (const [path, text] of this.replaced) await writeFile(path, text);
    this.replaced.clear();
  }

  /** Text of a source as it is now. */
  textOf(path: string): string {
    return this.texts.get(path) ?? "";
  }

  /** Runs a test file, or those of its tests whose titles fit, without building. */
  async run(test: string, title?: string): Promise<RunResult> {
    const runner = test.endsWith(".sol") ? "solidity" : "mocha";
    const filter = title === undefined ? [] : ["--grep", title];
    return readRun((await this.hardhat(["test", runner, "--no-compile", ...filter, test])).output);
  }

  private readonly replaced = new Map<string, string>();

  private async putArtifact({ path, name, abi, bytecode, deployedBytecode }: Compiled): Promise<void> {
    const file = join(this.folder, "artifacts", path, `${name}.json`);
    const text = await readFile(file, "utf8");
    this.replaced.set(file, text);
    const artifact = {
      ...(JSON.parse(text) as object),
      abi,
      bytecode: `0x${bytecode.object}`,
      deployedBytecode: `0x${deployedBytecode.object}`,
      linkReferences: bytecode.linkReferences,
      deployedLinkReferences: deployedBytecode.linkReferences,
      immutableReferences: deployedBytecode.immutableReferences ?? {},
    };
    await writeFile(file, JSON.stringify(artifact));
  }

  private async write(path: string, text: string): Promise<void> {
    this.texts.set(path, text);
    await writeFile(join(this.folder, path), text);
  }

  private hardhat(args: readonly string[]): Promise<Ended> {
    const cli = join(this.folder, "node_modules/hardhat/dist/src/cli.js");
    const env = {
      ...process.env,
      NO_COLOR: "1",
      HARDHAT_DISABLE_TELEMETRY: "true",
      HOLDFAST_GAS: "",
      HOLDFAST_GAS_FILE: "",
    };
    return new Promise((resolve) => {
      const options = { cwd: this.folder, env, maxBuffer: 2 ** 28 };
      execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
        resolve({ ok: error === null, output: `${stdout}\n${stderr}` });
      });
    });
  }
}

/** The build's cache holds whole paths of the place where it was made; with those of the copy it is as good there. */
async function moveCache(folder: string): Promise<void> {
  const path = join(folder, "cache", "compile-cache.json");
  if (!existsSync(path)) return;
  const text = await readFile(path, "utf8");
  const from = /"([^"]*)\/artifacts\/build-info\//.exec(text)?.[1];
  if (from !== undefined) await writeFile(path, text.replaceAll(`"${from}/`, `"${folder}/`));
}
