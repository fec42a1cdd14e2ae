/** A copy of the project in which a mutant is built and tested, so that the project itself is never touched. */
import { execFile, execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import type { SourceFile } from "../source-file.js";
import { contractsUsedBy } from "./contracts-used.js";
import { mutate, type Edit } from "./mutate.js";
import { readRun, type RunResult } from "./outcome.js";

const BUILD = ["artifacts", "cache"];
const SOURCE = /\.(ts|sol)$/;

/** A run of Hardhat's command line. */
interface Ended {
  readonly ok: boolean;
  readonly output: string;
}

/** One copy. Runs in it must follow each other. */
export class Scratch {
  private constructor(
    readonly folder: string,
    private readonly files: readonly SourceFile[],
  ) {}

  /**
   * Copies what git knows and what it does not ignore, and the last build; installed packages are linked.
   * @param root The root of the repository.
   */
  static async create(root: string): Promise<Scratch> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "holdfast-defences-")));
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
    const paths = [...new Set(listed.toString().split("\0"))].filter(
      (path) => path !== "" && existsSync(join(root, path)),
    );
    const files: SourceFile[] = [];
    for (const path of paths) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await cp(join(root, path), join(folder, path));
      if (SOURCE.test(path)) files.push({ path, text: await readFile(join(root, path), "utf8") });
    }
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    for (const part of BUILD.filter((name) => existsSync(join(root, name)))) {
      await cp(join(root, part), join(folder, part), { recursive: true });
    }
    await moveCache(folder);
    return new Scratch(folder, files);
  }

  /** Removes the copy. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  /** Builds everything unmutated and keeps it for {@link restore}. */
  async buildAll(): Promise<void> {
    await this.hardhat(["build", "--no-typechain"]);
    for (const part of BUILD) await cp(join(this.folder, part), join(this.folder, `kept-${part}`), { recursive: true });
  }

  /** Makes an edit. @returns The file's text before it, for {@link restore}. */
  async apply(edit: Edit): Promise<string> {
    const text = await readFile(join(this.folder, edit.in), "utf8");
    const mutated = mutate(text, edit);
    if (typeof mutated !== "number") await writeFile(join(this.folder, edit.in), mutated.text);
    return text;
  }

  /** Takes an edit back, with all that was built of it. */
  async restore(path: string, text: string): Promise<void> {
    await writeFile(join(this.folder, path), text);
    for (const part of BUILD) {
      await rm(join(this.folder, part), { recursive: true });
      await cp(join(this.folder, `kept-${part}`), join(this.folder, part), { recursive: true });
    }
  }

  /** Builds what a test uses and no more. @returns Whether it compiled. */
  async build(test: string): Promise<boolean> {
    const what = test.endsWith(".sol")
      ? ["--no-contracts", test]
      : ["--no-tests", ...contractsUsedBy(test, this.files)];
    return (await this.hardhat(["build", "--no-typechain", ...what])).ok;
  }

  /** Runs a test file, or those of its tests whose titles fit, without building. */
  async run(test: string, title?: string): Promise<RunResult> {
    const runner = test.endsWith(".sol") ? "solidity" : "mocha";
    const filter = title === undefined ? [] : ["--grep", title];
    return readRun((await this.hardhat(["test", runner, "--no-compile", ...filter, test])).output);
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
      execFile(
        process.execPath,
        [cli, ...args],
        { cwd: this.folder, env, maxBuffer: 2 ** 28 },
        (error, stdout, stderr) => {
          resolve({ ok: error === null, output: `${stdout}\n${stderr}` });
        },
      );
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
