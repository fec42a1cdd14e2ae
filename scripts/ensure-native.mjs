/**
 * Lifecycle script `prepare` (root project only, never at a consumer's).
 *
 * npm running on Node 20 drops optional packages whose `engines` ask for Node 22 or later, among them the
 * native build of Hardhat's EVM, although this project brings its own Node 24 (devDependency `node`).
 * Lifecycle scripts already run on that Node, so a second install from here restores what was dropped.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

function nativeEvmLoads() {
  const probe = spawnSync(process.execPath, ["-e", 'require("@nomicfoundation/edr")'], { stdio: "ignore" });
  return probe.status === 0;
}

if (!nativeEvmLoads()) {
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new Error("HF_NO_NPM: run this through npm (npm run prepare), not directly");
  console.log(`Hardhat's native EVM is missing; installing it with Node ${process.versions.node} …`);
  const install = spawnSync(process.execPath, [npm, "install", "--no-save", "--ignore-scripts", "--no-audit"], {
    stdio: "inherit",
  });
  if (install.status !== 0 || !nativeEvmLoads()) {
    const { version } = require("@nomicfoundation/edr/package.json");
    throw new Error(
      `HF_NO_NATIVE_EVM: @nomicfoundation/edr ${version} has no build for ${process.platform}-${process.arch}`,
    );
  }
}
