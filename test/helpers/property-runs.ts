import hre from "hardhat";

const COVERAGE_SHARE = 10;

/** How often a property is tried: a tenth under `--coverage`, where each try is slow and only the lines reached count. */
export function propertyRuns(runs: number): number {
  return hre.globalOptions.coverage ? Math.ceil(runs / COVERAGE_SHARE) : runs;
}
