/** A project of somebody else: a folder outside the repository with the packed tarball in its own node_modules. */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of this repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const require = createRequire(import.meta.url);

/** A command of a consumer ended as nobody expected. */
class CommandFailedError extends Error {
  readonly code = "HF_TEST_COMMAND_FAILED";

  constructor(command: string, status: number | null, output: string) {
    super(`HF_TEST_COMMAND_FAILED: ${command} ended with ${String(status)}\n${output}`);
  }
}

/** Runs a command and returns what it wrote. @throws CommandFailedError when it does not end with `expected`. */
function run(cwd: string, command: string, args: readonly string[], expected = 0): string {
  // Under Hardhat's own runner variables name this repository's configuration: a consumer must find his own.
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(HARDHAT_|HH_TEST$|NODE_OPTIONS$|NODE_ENV$)/.test(name),
  );
  const env = { ...Object.fromEntries(own), NO_COLOR: "1", HARDHAT_DISABLE_TELEMETRY_PROMPT: "true" };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8", maxBuffer: 1 << 26 });
  const output = `${stdout}\n${stderr}`;
  if (status !== expected) throw new CommandFailedError([command, ...args].join(" "), status, output);
  return output;
}

/** A packed tarball and what it holds. */
export interface Packed {
  readonly path: string;
  readonly files: readonly string[];
}

/**
 * Packs this repository: the build is the one that tests run on, all else is made anew.
 * @param folder Where the tarball goes.
 */
export function pack(folder: string): Packed {
  const tsx = join(dirname(require.resolve("tsx/package.json")), "dist/cli.mjs");
  const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
  run(ROOT, process.execPath, ["--eval", "fs.rmSync('dist', { recursive: true, force: true })"]);
  run(ROOT, process.execPath, [tsc, "--project", "tsconfig.build.json"]);
  run(ROOT, process.execPath, [tsx, "scripts/pack.ts"]);
  const output = run(ROOT, "npm", ["pack", "--ignore-scripts", "--silent", "--json", "--pack-destination", folder]);
  const [packed] = JSON.parse(output) as { filename: string; files: { path: string }[] }[];
  if (packed === undefined) throw new CommandFailedError("npm pack", 0, output);
  return { path: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}

/** What a consumer installs beside the tarball, and what the tarball's own dependencies are; nothing else can be found. */
const INSTALLED = [
  "hardhat",
  "ethers",
  "mocha",
  "chai",
  "solc",
  "@nomicfoundation/hardhat-toolbox-mocha-ethers",
  "@nomicfoundation/hardhat-ethers",
];

/** A consumer's project. */
export class Consumer {
  private constructor(readonly folder: string) {}

  /** Makes the project; the package's own dependencies are those that its package.json names. */
  static async open(tarball: string): Promise<Consumer> {
    const folder = await mkdtemp(join(tmpdir(), "consumer-"));
    const modules = join(folder, "node_modules");
    await mkdir(modules);
    run(modules, "tar", ["xzf", tarball]);
    await rename(join(modules, "package"), join(modules, "holdfast"));
    const manifest = JSON.parse(await readFile(join(modules, "holdfast/package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    for (const name of [...INSTALLED, ...Object.keys(manifest.dependencies)]) {
      await mkdir(dirname(join(modules, name)), { recursive: true });
      await symlink(join(ROOT, "node_modules", name), join(modules, name), "dir");
    }
    const consumer = new Consumer(folder);
    await consumer.write("package.json", '{ "name": "consumer", "private": true, "type": "module" }\n');
    return consumer;
  }

  /** Writes a file of the project. */
  async write(path: string, content: string): Promise<void> {
    const at = join(this.folder, path);
    await mkdir(dirname(at), { recursive: true });
    await writeFile(at, content);
  }

  /** The text of a file of the project. */
  async read(path: string): Promise<string> {
    return await readFile(join(this.folder, path), "utf8");
  }

  /** Copies a file of the installed package into the project. */
  async copy(from: string, to: string): Promise<void> {
    await this.write(to, await this.read(join("node_modules/holdfast", from)));
  }

  /** Runs Hardhat in the project. */
  hardhat(args: readonly string[], expected = 0): string {
    return run(this.folder, process.execPath, ["node_modules/hardhat/dist/src/cli.js", ...args], expected);
  }

  /** Runs forge in the project, with the compiler that comes from npm behind a facade. */
  async forge(args: readonly string[]): Promise<string> {
    const solc = join(this.folder, "solc.mjs");
    await this.write("solc.mjs", solcFacade(this.folder));
    run(this.folder, "chmod", ["+x", solc]);
    const forge = join(ROOT, "node_modules/.bin/forge");
    return run(this.folder, forge, [...args, "--offline", "--use", solc]);
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A program that answers as far as forge asks: `--version`, and `--standard-json` from stdin. */
function solcFacade(folder: string): string {
  return `#!${process.execPath}
import { readFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
const solc = createRequire(${JSON.stringify(`${folder}/package.json`)})("solc");
const answer = process.argv.includes("--version")
  ? "solc, the solidity compiler commandline interface\\nVersion: " + solc.version().replace(/\\.Emscripten.*$/, ".Linux.g++") + "\\n"
  : solc.compile(readFileSync(0, "utf8"));
for (let from = 0, bytes = Buffer.from(answer); from < bytes.length; ) from += writeSync(1, bytes, from);
`;
}

/** The files that a page shows: each stands in a fence under a line with nothing but its path in backticks. */
export function filesOnPage(page: string): ReadonlyMap<string, string> {
  const found = page.matchAll(/^`([\w./-]+)`\n\n```\w+\n([\s\S]*?)^```$/gm);
  return new Map([...found].map(([, path, content]) => [path ?? "", content ?? ""]));
}
