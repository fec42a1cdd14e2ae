/** The mutant protocol as a probe: one world for each planted fault, all under the same guard. */
import type { BaseContract } from "ethers";

import type { Probe, ProbeAction, ProbeCall, ProbeMoment } from "../../src/lab/probe/probe.js";
import type { ProbeStage } from "../../src/lab/probe/stage.js";

/** What can be planted; the order is that of the enum `MutantFault`. */
export const mutantFaults = [
  "None",
  "GraceByUpdatedAt",
  "OnlyOneIsDown",
  "StartedAtZero",
  "UnderflowPanic",
  "NoCodeCheck",
  "GraceRestarts",
  "NoGrace",
  "MaxAge",
  "DownMustBeSeen",
  "SiblingUnguarded",
  "RepayBlocked",
  "FullBrick",
  "HeldForGood",
  "SeverityByOldPrice",
  "BorrowOnOldPrice",
  "BackDated",
  "ViewDisagrees",
  "NoRetryTime",
  "AuctionDecays",
  "ExpiryLapses",
  "ExtendedTwice",
  "ExerciseStopped",
  "SettledByCaller",
  "SettledTooEarly",
] as const;

/** A planted fault; `None` is the sound twin. */
export type MutantFault = (typeof mutantFaults)[number];

interface World {
  readonly protocol: BaseContract;
  readonly address: string;
  readonly ana: string;
  readonly ben: string;
  readonly dan: string;
}

interface Mutants {
  readonly ledger: BaseContract;
  readonly worlds: Readonly<Record<string, World>>;
}

const NOBODY = "0x0000000000000000000000000000000000000000";
const ETHER = 10n;
/** Debt in parts of a thousand of the collateral's value before the outage. */
const HEALTHY = 300n;
const AT_RISK = 750n;
const LOST = 980n;

/**
 * The probe of some mutants.
 * @param faults One world each.
 * @param expiryAfter Seconds from the halt to the option's expiry.
 */
export function mutantProbe(faults: readonly MutantFault[], expiryAfter: bigint): Probe<Mutants> {
  const worlds = faults.map((id) => ({ id, name: id, protected: true }));
  const [first, ...rest] = worlds;
  return {
    id: "mutants",
    title: "A protocol with planted faults",
    description: "Loans, an auction and an option; each world has one fault, the first has none.",
    worlds: [first ?? { id: "None", name: "None", protected: true }, ...rest],
    pairs: ["ETH/USD"],
    abis: [],
    outageErrors: ["SequencerDown", "SequencerRecovering", "UptimeFeedUnavailable", "GraceNotOver"],
    setup: async (stage) => await setUp(stage, faults, stage.outage.startedAt + expiryAfter),
    actions: actions(),
    gauges: [
      {
        id: "auction",
        label: "The auction's price",
        unit: "price",
        path: "MutantProtocol.auctionPrice",
        rule: "pauses",
        read: async ({ worlds: all }, world) => await readNumber(all, world, "auctionPrice"),
      },
      {
        id: "expiry",
        label: "The option's effective expiry",
        unit: "time",
        path: "MutantProtocol.effectiveExpiry",
        rule: "deadline",
        read: async ({ worlds: all }, world) => await readNumber(all, world, "effectiveExpiry"),
      },
      {
        id: "settlement",
        label: "The settlement price",
        unit: "price",
        path: "MutantProtocol.settlementPrice",
        rule: "once",
        read: async ({ worlds: all }, world) => await readNumber(all, world, "settlementPrice"),
      },
    ],
  };
}

async function setUp(stage: ProbeStage, faults: readonly MutantFault[], expiry: bigint): Promise<Mutants> {
  const { uptime, prices } = stage.feeds;
  const ledger = await stage.deploy("OutageLedger", [uptime, 900]);
  const config = { feed: uptime, ledger, guardian: NOBODY, noSequencer: false, policy: stage.terms };
  const guard = await (await stage.deploy("SequencerGuard", [config])).getAddress();
  const price = stage.prices["ETH/USD"] ?? 0n;
  const worlds: Record<string, World> = {};
  for (const fault of faults) {
    const args = [guard, prices["ETH/USD"], mutantFaults.indexOf(fault), expiry];
    const protocol = await stage.deploy("MutantProtocol", args);
    const [ana, ben, dan] = [
      await stage.account("Ana", fault),
      await stage.account("Ben", fault),
      await stage.account("Dan", fault),
    ];
    for (const [who, share] of [
      [ana, HEALTHY],
      [ben, AT_RISK],
      [dan, LOST],
    ] as const) {
      await who.sendTransaction({
        to: await protocol.getAddress(),
        data: protocol.interface.encodeFunctionData("open", [ETHER, (ETHER * price * share) / 1000n]),
      });
    }
    const address = await protocol.getAddress();
    worlds[fault] = { protocol, address, ana: ana.address, ben: ben.address, dan: dan.address };
  }
  return { ledger, worlds };
}

type Act = ProbeAction<Mutants>;

function actions(): readonly Act[] {
  const always = (moment: ProbeMoment): boolean => moment.ordinary;
  return [
    act("poke", "other", "poke", () => [], { mode: "do", when: always, actor: "Kim" }),
    {
      ...act("sync", "other", "sync", () => [], { mode: "do", when: always, actor: "Kim" }),
      path: "OutageLedger.sync",
      // One ledger for all: who is first syncs it.
      call: async ({ ledger, worlds }, world) =>
        world === Object.keys(worlds)[0]
          ? {
              from: worlds[world]?.ana ?? NOBODY,
              to: await ledger.getAddress(),
              data: ledger.interface.encodeFunctionData("sync", [50]),
            }
          : undefined,
    },
    act("repay", "ReduceRisk", "repay", () => [1n]),
    act("borrow", "IncreaseRisk", "borrow", () => [1n]),
    liquidation("liquidate", "ben"),
    liquidation("seize", "ben"),
    liquidation("liquidate", "dan"),
    act("exercise", "Exercise", "exercise", () => []),
    act("settle", "Settle", "settle", () => [], { actor: "Sam" }),
    act("prove-life", "other", "proveLife", () => [], { mode: "do", when: () => false, isEvidence: true }),
  ];
}

function act(
  id: string,
  kind: Act["kind"],
  name: string,
  args: (world: World) => readonly unknown[],
  changed: Partial<Act> = {},
): Act {
  return {
    id,
    actor: "Ana",
    words: `calls ${name}`,
    kind,
    path: `MutantProtocol.${name}`,
    mode: "try",
    call: async ({ worlds }, world) => await Promise.resolve(callOf(worlds[world], name, args)),
    ...changed,
  };
}

function liquidation(name: "liquidate" | "seize", victim: "ben" | "dan"): Act {
  const victimOf = (world: World): string => world[victim];
  return {
    ...act(`${name}-${victim}`, "Liquidate", name, (world) => [victimOf(world)], { actor: "Liz" }),
    words: `takes ${victim} by ${name}`,
    announces: async ({ worlds }, world) => {
      const here = worlds[world];
      return here && ((await here.protocol.getFunction("canLiquidate").staticCall(victimOf(here))) as boolean);
    },
    call: async ({ worlds }, world) => {
      const here = worlds[world];
      const call = callOf(here, name, (of) => [victimOf(of)]);
      if (here === undefined || call === undefined) return undefined;
      const isLost = (await here.protocol.getFunction("isLost").staticCall(victimOf(here))) as boolean;
      return isLost ? { ...call, beyondSaving: true } : call;
    },
  };
}

function callOf(
  world: World | undefined,
  name: string,
  args: (world: World) => readonly unknown[],
): ProbeCall | undefined {
  if (world === undefined) return undefined;
  const { protocol, address, ana } = world;
  return { from: ana, to: address, data: protocol.interface.encodeFunctionData(name, args(world)) };
}

async function readNumber(worlds: Mutants["worlds"], world: string, name: string): Promise<bigint | undefined> {
  return (await worlds[world]?.protocol.getFunction(name).staticCall()) as bigint | undefined;
}
