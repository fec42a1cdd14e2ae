/** The smallest protocol that a guard protects, as a probe: one function per action, with a guard and with one that lets all pass. */
import type { BaseContract } from "ethers";

import type { ActionKind, Probe, ProbeAction } from "../../src/lab/probe/probe.js";

/** Contracts of the tiny probe by world. */
export type TinyState = Readonly<Record<string, { readonly protocol: BaseContract; readonly user: string }>>;

const FUNCTIONS = {
  ReduceRisk: "reduceRisk",
  IncreaseRisk: "increaseRisk",
  Liquidate: "liquidate",
  Exercise: "exercise",
  Settle: "settle",
} as const satisfies Partial<Record<ActionKind, string>>;

/** An action of the tiny probe, tried at every moment. */
export function tinyAction(
  kind: keyof typeof FUNCTIONS,
  changed: Partial<ProbeAction<TinyState>> = {},
): ProbeAction<TinyState> {
  const name = FUNCTIONS[kind];
  return {
    id: name,
    actor: "Ana",
    words: name,
    kind,
    path: `GuardedHarness.${name}`,
    mode: "try",
    async call(state, world) {
      const here = state[world];
      if (here === undefined) return undefined;
      const { protocol, user } = here;
      return { from: user, to: await protocol.getAddress(), data: protocol.interface.encodeFunctionData(name) };
    },
    ...changed,
  };
}

/** The tiny probe; `changed` replaces parts of it. */
export function tinyProbe(changed: Partial<Probe<TinyState>> = {}): Probe<TinyState> {
  return {
    id: "tiny",
    title: "A protocol of five functions",
    description: "Each asks the guard and does nothing else.",
    worlds: [
      { id: "guarded", name: "with guard", protected: true },
      { id: "open", name: "without guard", protected: false },
    ],
    pairs: ["ETH/USD"],
    abis: [],
    async setup(stage) {
      const ledger = await stage.deploy("OutageLedger", [stage.feeds.uptime, 900]);
      const policy = stage.terms;
      const guard = await stage.deploy("SequencerGuard", [
        {
          feed: stage.feeds.uptime,
          ledger: await ledger.getAddress(),
          guardian: "0x0000000000000000000000000000000000000000",
          noSequencer: false,
          policy,
        },
      ]);
      const open = await stage.deploy("ScriptedGuardMock", [policy]);
      const state: Record<string, TinyState[string]> = {};
      for (const [world, behind] of [
        ["guarded", guard],
        ["open", open],
      ] as const) {
        const protocol = await stage.deploy("GuardedHarness", [await behind.getAddress()]);
        state[world] = { protocol, user: (await stage.account("Ana", world)).address };
      }
      return state;
    },
    actions: [
      tinyAction("ReduceRisk"),
      tinyAction("IncreaseRisk"),
      tinyAction("Liquidate"),
      tinyAction("Liquidate", { id: "liquidate-from-l1", fromL1: { queuedAfter: 1200n }, mode: "do" }),
    ],
    gauges: [
      {
        id: "clock",
        label: "Time of the chain",
        unit: "time",
        path: "block.timestamp",
        rule: "none",
        read: async (state) => {
          const provider = state["guarded"]?.protocol.runner?.provider;
          return BigInt((await provider?.getBlock("latest"))?.timestamp ?? 0);
        },
      },
    ],
    ...changed,
  };
}
