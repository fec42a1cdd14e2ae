import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { loadIncident } from "../incidents/load-incident.js";
import type { AnyProbe } from "../probe/probe.js";
import type { PriceChoice } from "../prices/choice.js";
import { command } from "./command.js";
import { dropOf, listOf, priceChoiceOf, upstreamOf } from "./parse.js";
import { buildContracts, hand, play } from "./play.js";
import { policiesNamed, USERS_TIME } from "./policies.js";
import { probesNamed } from "./probe-list.js";
import { storyOf } from "./story.js";

/** What `outage replay` is told. */
export interface ReplayArguments {
  readonly incident: string;
  readonly probe: string;
  readonly drop: string;
  readonly pair: string | undefined;
  readonly path: string;
  readonly policy: string;
  readonly out: string;
  readonly upstream: string;
  readonly noCompile: boolean;
}

/** `outage replay`: an incident of the library. */
export default async function replay(given: ReplayArguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  await command(async (shell) => {
    const incident = loadIncident(given.incident);
    const upstream = upstreamOf(given.upstream);
    const choice = await priceChoiceOf(given.path, dropOf("--drop", given.drop));
    const [terms = {}] = Object.values(await policiesNamed("--policy", given.policy));
    const probes = await probesNamed("--probe", given.probe, process.cwd());
    await buildContracts(hre, given.noCompile, shell);
    const report = await play(
      hre,
      storyOf(incident),
      {
        incident: incident.id,
        chain: incident.replay.on,
        prices: pricesFor(probes, given.pair, choice),
        probes,
        terms,
        usersTime: USERS_TIME,
        upstream,
      },
      shell,
    );
    await hand(report, given.out, shell);
  });
}

/** The same move for every pair that is named, or for the first of each probe. */
export function pricesFor(
  probes: readonly AnyProbe[],
  given: string | undefined,
  choice: PriceChoice,
): Readonly<Record<string, PriceChoice>> {
  const pairs = given === undefined ? probes.map((probe) => probe.pairs[0]) : listOf("--pair", given);
  return Object.fromEntries(pairs.map((pair) => [pair, choice]));
}
