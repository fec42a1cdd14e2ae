import { writeWhole } from "../../report/write-file.js";
import { table } from "../../report/risk/text-table.js";
import { calibrate, type Calibration } from "../../risk/calibration/calibrate.js";
import { calibrateKinds, type KindCalibration } from "../../risk/calibration/kinds.js";
import { PRESET_NAMES } from "../../risk/presets/names.js";
import { presetOf } from "../../risk/presets/preset.js";
import { ENGINE_VERSION } from "../../risk/version.js";
import { command } from "../command.js";
import { presetName } from "../options.js";

/** Options of `risk calibrate`. */
export interface CalibrateArguments {
  readonly chain: string | undefined;
  readonly out: string | undefined;
}

const HEAD = ["rollup", "halts", "years", "median length", "deviation of its logarithm", "halts a year", "90 %"];

const KINDS_HEAD = ["all rollups together, no halt", "known", "with a length", "years", "a year", "90 %"];
const KIND_WORDS: Readonly<Record<KindCalibration["kind"], string>> = {
  degraded: "degraded: blocks come, transactions late or not",
  da: "no posting: data not available",
  reorg: "reversion of blocks",
};

/** Prints the posteriors, and writes them where a file is named. */
export default async function riskCalibrate({ chain, out }: CalibrateArguments): Promise<void> {
  await command(async ({ say }) => {
    const names = chain === undefined ? PRESET_NAMES : [presetName("--chain", chain)];
    const calibrations = names.map((name) => calibrate(presetOf(name).chain));
    const kinds = calibrateKinds();
    for (const line of table(HEAD, calibrations.map(row), 1)) say(line);
    say("");
    for (const line of table(KINDS_HEAD, kinds.map(kindRow), 1)) say(line);
    if (out === undefined) return;
    await writeWhole(out, `${JSON.stringify({ schema: 1, engine: ENGINE_VERSION, calibrations, kinds }, null, 2)}\n`);
    say(out);
  });
}

function row({ chain, seen, medianMinutes, sigma, haltsPerYear: { mean, low, high } }: Calibration): string[] {
  return [
    chain,
    String(seen.halts),
    seen.years.toFixed(1),
    `${medianMinutes.toFixed(0)} min`,
    sigma.toFixed(2),
    mean.toFixed(2),
    `${low.toFixed(2)} to ${high.toFixed(2)}`,
  ];
}

function kindRow({ kind, events, lengths, years, perYear: { mean, low, high } }: KindCalibration): string[] {
  const digits = (rate: number) => rate.toFixed(3);
  return [
    KIND_WORDS[kind],
    String(events),
    String(lengths),
    years.toFixed(1),
    digits(mean),
    `${digits(low)} to ${digits(high)}`,
  ];
}
