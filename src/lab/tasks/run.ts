import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { command } from "./command.js";
import { ArgumentInvalidError, NoCodeError } from "./errors.js";
import { upstreamOf } from "./parse.js";
import { buildContracts, hand, play } from "./play.js";
import { probesNamed } from "./probe-list.js";
import { readScenario, type OwnScenario } from "./scenario-file.js";
import { openChain } from "../fork/open-chain.js";
import { codeAt } from "../evm.js";
import { LEAD_IN } from "../probe/on-fork.js";

/** What `outage run` is told. */
export interface RunArguments {
  readonly scenario: string;
  readonly probe: string | undefined;
  readonly out: string;
  readonly upstream: string;
  readonly noCompile: boolean;
}

/** `outage run`: a scenario of one's own. */
export default async function run(given: RunArguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  await command(async (shell) => {
    const own = await readScenario(given.scenario);
    const upstream = upstreamOf(given.upstream);
    const named = given.probe ?? own.probes.join(",");
    if (named === "")
      throw new ArgumentInvalidError("--probe", "", "neither the command nor the scenario file names a probe");
    const probes = await probesNamed("--probe", named, given.probe === undefined ? own.folder : process.cwd());
    await buildContracts(hre, given.noCompile, shell);
    const { chain, scenario, prices, terms, usersTime, story } = own;
    await checkContracts(hre, own, upstream);
    const options = { chain, scenario, prices, probes, terms, upstream };
    const report = await play(hre, story, { ...options, ...(usersTime === undefined ? {} : { usersTime }) }, shell);
    await hand(report, given.out, shell);
  });
}

/** @throws NoCodeError for the first contract that does not stand where the scenario says. */
async function checkContracts(
  hre: HardhatRuntimeEnvironment,
  { contracts, chain, story }: OwnScenario,
  upstream: "auto" | "embedded",
): Promise<void> {
  if (Object.keys(contracts).length === 0) return;
  const fork = await openChain(hre, chain, { startAt: story.startedAt - LEAD_IN, upstream });
  try {
    for (const [name, address] of Object.entries(contracts))
      if ((await codeAt(fork.connection.provider, address)) === "0x")
        throw new NoCodeError(`contracts.${name}`, address, fork.summary);
  } finally {
    await fork.close();
  }
}
