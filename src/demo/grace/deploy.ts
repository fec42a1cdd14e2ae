import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { SequencerGuard } from "../../../typechain-types/guards/SequencerGuard.js";
import type { ChosenTerm } from "../../report/model.js";
import type { Prices } from "../../lab/probes/amounts.js";
import { chooseGrace, type ChosenGrace } from "./choose.js";

/** Chooses a grace, puts it into a parameter file, hands the file over and takes it away again. */
export async function withChosenGrace<T>(
  chain: string,
  prices: Prices,
  parametersFile: string,
  use: (file: string, chosen: ChosenGrace) => Promise<T>,
): Promise<T> {
  const chosen = chooseGrace(chain, prices, await readFile(parametersFile, "utf8"));
  const folder = await mkdtemp(join(tmpdir(), "holdfast-grace-"));
  try {
    const file = join(folder, `${chain}.json5`);
    await writeFile(file, chosen.parameters);
    return await use(file, chosen);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What was chosen beside what the deployed guard answers. */
export async function deployedTerms(guard: SequencerGuard, { terms }: ChosenGrace): Promise<readonly ChosenTerm[]> {
  const policy = await guard.policy();
  const names = ["minGrace", "maxGrace", "graceScaleBps", "ignoreBelow", "ramp", "graceBudget"] as const;
  return names.map((name) => ({ name, chosen: terms[name], deployed: Number(policy[name]) }));
}
