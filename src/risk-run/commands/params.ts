import { join } from "node:path";

import { writeWhole } from "../../report/write-file.js";
import { writeParameters } from "../../risk/parameters/write-parameters.js";
import { command } from "../command.js";
import { OptionError, ParametersDifferError } from "../errors.js";
import { readText } from "../input.js";
import { optimumOf } from "../optimum-of.js";
import { parseResult } from "../result.js";

/** Options of `risk params`. */
export interface ParamsArguments {
  readonly from: string | undefined;
  readonly chain: string | undefined;
  readonly file: string | undefined;
  readonly check: boolean;
}

const FOLDER = "deploy/parameters";

/** Writes a result's policy into a parameter file, or compares. */
export default async function riskParams({ from, chain, file, check }: ParamsArguments): Promise<void> {
  await command(async ({ say }) => {
    if (from === undefined) throw new OptionError("--from", "absent", "give the JSON file of a result");
    const path = file ?? pathOf(chain);
    const report = parseResult(await readText(from));
    const before = await readText(path);
    const after = writeParameters(before, optimumOf(report), {
      engineVersion: report.engine,
      seed: report.seed,
      inputHash: report.inputHash,
      episodes: report.episodes,
    });
    if (before === after) {
      say(`${path} is what the result says`);
    } else if (check) {
      throw firstDifference(path, before, after);
    } else {
      await writeWhole(path, after);
      say(path);
    }
  });
}

function pathOf(chain: string | undefined): string {
  if (chain === undefined || !/^[a-z0-9-]+$/.test(chain)) {
    throw new OptionError("--chain", chain ?? "absent", `give the name of a file in ${FOLDER}, or --file`);
  }
  return join(FOLDER, `${chain}.json5`);
}

function firstDifference(path: string, before: string, after: string): ParametersDifferError {
  const [found, expected] = [before.split("\n"), after.split("\n")];
  const line = expected.findIndex((text, index) => text !== found[index]);
  const at = line < 0 ? expected.length : line;
  return new ParametersDifferError(path, at + 1, (found[at] ?? "").trim(), (expected[at] ?? "").trim());
}
