/** Measures everything under `test/gas/` and writes `snapshots/gas.json`; `--check` compares instead, stale entries included. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { GasSnapshotStaleError, gasDifferences, readGasSnapshot, writeGasSnapshot } from "../src/house/gas.js";
import { runHardhat } from "../src/house/hardhat-run.js";
import { gasBenches } from "../src/house/test-files.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const folder = await mkdtemp(join(tmpdir(), "holdfast-gas-"));
  const [committed, measured] = [join(root, "snapshots", "gas.json"), join(folder, "gas.json")];
  try {
    runHardhat(["test", ...(await gasBenches(root))], { HOLDFAST_GAS: "write", HOLDFAST_GAS_FILE: measured });
    const differences = gasDifferences(readGasSnapshot(committed), readGasSnapshot(measured));
    if (values.check && differences.length > 0) throw new GasSnapshotStaleError(differences);
    if (!values.check) writeGasSnapshot(committed, readGasSnapshot(measured));
    console.log(differences.length === 0 ? "gas: nothing changed" : differences.join("\n"));
  } finally {
    await rm(folder, { recursive: true });
  }
});
