import { join } from "node:path";

import { expect } from "chai";
import hre from "hardhat";

import { compareGasEntry, markMeasured, readGasSnapshot, writeGasEntry } from "../../src/house/gas.js";

const seen = new Set<string>();

/**
 * Compares a measurement with `snapshots/gas.json`, exactly. With `HOLDFAST_GAS=write` (what `npm run gas` sets) it writes
 * it instead, to `HOLDFAST_GAS_FILE` where that is set. Under `--coverage` it does nothing: instrumented code costs
 * something else.
 * @param group What is measured, for example `guard, status Up`.
 * @param sentence One measurement in words, for example `a second check in the same transaction, inherited`.
 * @param value Gas.
 * @throws GasChangedError, GasNotRecordedError when it differs from what is committed.
 * @throws GasRecordedTwiceError when the same sentence was measured before in this run.
 */
export function recordGas(group: string, sentence: string, value: bigint | number): void {
  markMeasured(seen, group, sentence);
  if (hre.globalOptions.coverage) return;
  const committed = join(hre.config.paths.root, "snapshots", "gas.json");
  if (process.env["HOLDFAST_GAS"] === "write") {
    writeGasEntry(process.env["HOLDFAST_GAS_FILE"] ?? committed, group, sentence, Number(value));
  } else {
    compareGasEntry(readGasSnapshot(committed), group, sentence, Number(value));
  }
}

/**
 * Asserts a bound on gas, except under `--coverage`, where the code under test is not the code that ships.
 * @param gas What was measured.
 * @param limit Most that is accepted.
 * @param what Said on failure.
 */
export function expectGasAtMost(gas: bigint | number, limit: bigint | number, what: string): void {
  if (hre.globalOptions.coverage) return;
  expect(Number(gas), what).to.be.at.most(Number(limit));
}
