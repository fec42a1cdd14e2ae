import { expect } from "chai";
import hre from "hardhat";

import { loadIncident } from "../../src/lab/incidents/load-incident.js";
import { runOnFork, type ForkRunOptions } from "../../src/lab/probe/on-fork.js";
import type { Finding } from "../../src/lab/probe/outcome.js";
import type { FeedAct } from "../../src/lab/replay/scenario.js";
import { mutantFaults, mutantProbe, type MutantFault } from "../helpers/mutants.js";

/** What finds a planted fault. */
interface Expected {
  readonly rule: string;
  readonly path: string;
}

/** A scenario, and the faults that show in it. */
interface Battle {
  readonly title: string;
  readonly options: Omit<ForkRunOptions, "probes" | "prices" | "upstream">;
  /** Seconds from the halt to the option's expiry. */
  readonly expiryAfter: bigint;
  readonly finds: Partial<Readonly<Record<MutantFault, Expected>>>;
}

const START = 1_790_000_000n;
const HOUR = 3600n;
const DAY = 24n * HOUR;
const LAG = { downDetection: 162n, upDetection: 42n };
/** An expiry that is nobody's concern. */
const FAR_AWAY = 30n * DAY;

function expected(rule: string, name: string): Expected {
  return { rule, path: `MutantProtocol.${name}` };
}

/** "down" for five minutes and "up" for fifteen, by turns. */
function flaps(pairs: number): readonly FeedAct[] {
  return Array.from({ length: 2 * pairs }, (_, index): FeedAct => {
    const act = index % 2 === 0 ? "down" : "up";
    return {
      id: `${act}-${String(index)}`,
      act,
      since: "up-visible",
      after: BigInt(Math.ceil((index + 1) / 2)) * 900n + BigInt(Math.ceil(index / 2)) * 300n,
    };
  });
}

const NITRO = {
  chain: "arbitrum",
  scenario: { startedAt: START, endedAt: START + 5280n, lag: { ...LAG, visibility: 582n } },
} as const;

const BATTERY: readonly Battle[] = [
  {
    title: "an outage of 88 minutes on Nitro",
    options: { ...NITRO, faults: [] },
    // The whole last hour before the expiry is lost, so that it moves by an hour.
    expiryAfter: 4980n,
    finds: {
      NoGrace: expected("L-3", "liquidate"),
      MaxAge: expected("L-7", "borrow"),
      SiblingUnguarded: expected("L-11", "seize"),
      RepayBlocked: expected("L-6", "repay"),
      SeverityByOldPrice: expected("L-4", "liquidate"),
      ViewDisagrees: expected("L-9", "liquidate"),
      NoRetryTime: expected("L-8", "liquidate"),
      AuctionDecays: expected("L-14", "auctionPrice"),
      ExpiryLapses: expected("L-15", "effectiveExpiry"),
      ExtendedTwice: expected("L-16", "effectiveExpiry"),
      ExerciseStopped: expected("L-10", "exercise"),
      SettledByCaller: expected("L-17", "settlementPrice"),
      SettledTooEarly: expected("L-13", "settle"),
    },
  },
  {
    title: "feeds that break after an outage on Nitro",
    options: { ...NITRO, faults: ["reverts", "noCode", "two", "neverStarted", "futureStart", "stuckDown"] },
    expiryAfter: FAR_AWAY,
    finds: {
      OnlyOneIsDown: expected("L-19", "borrow"),
      StartedAtZero: expected("L-19", "borrow"),
      UnderflowPanic: expected("L-22", "borrow"),
      NoCodeCheck: expected("L-20", "borrow"),
      FullBrick: expected("L-21", "repay"),
      HeldForGood: expected("L-23", "liquidate"),
    },
  },
  {
    title: "an outage on the OP stack, and the feed's heartbeat a day later",
    options: {
      chain: "optimism",
      scenario: {
        startedAt: START,
        endedAt: START + HOUR,
        mempoolOpen: false,
        lag: { ...LAG, visibility: 48n },
        catchUpSpeed: 600n,
      },
      faults: [],
    },
    expiryAfter: FAR_AWAY,
    finds: { GraceByUpdatedAt: expected("L-7", "borrow") },
  },
  {
    title: "slow back-dated blocks with an open mempool",
    options: {
      chain: "base",
      scenario: {
        startedAt: START,
        endedAt: START + 600n,
        mempoolOpen: true,
        lag: { ...LAG, visibility: 48n },
        catchUpSpeed: 4n,
      },
      // So slowly do the blocks catch up that the report "up" is seen later than this guard of the OP stack expects.
      terms: { visibilityLag: 300n },
      faults: [],
    },
    expiryAfter: FAR_AWAY,
    finds: { BackDated: expected("L-2", "liquidate") },
  },
  {
    title: "down and up in the first bundle of Linea",
    options: { chain: "linea", scenario: { startedAt: START, endedAt: START + 1800n, lag: LAG }, faults: [] },
    expiryAfter: FAR_AWAY,
    finds: { DownMustBeSeen: expected("L-3", "liquidate") },
  },
  {
    title: "flaps for almost four hours",
    options: {
      chain: "arbitrum",
      scenario: {
        startedAt: START,
        endedAt: START + 1200n,
        lag: { ...LAG, visibility: 582n },
        feedActs: flaps(11),
      },
      terms: { maxGrace: 1800n, graceBudget: 7200n },
      faults: [],
    },
    expiryAfter: FAR_AWAY,
    finds: { GraceRestarts: expected("L-5", "liquidate") },
  },
  {
    title: "prices that come three hours late",
    options: {
      chain: "arbitrum",
      scenario: { startedAt: START, endedAt: START + 1200n, priceDelay: 3n * HOUR, lag: { ...LAG, visibility: 582n } },
      faults: [],
    },
    expiryAfter: FAR_AWAY,
    finds: { BorrowOnOldPrice: expected("L-12", "borrow") },
  },
  ...[
    "synthetic-stuck-down",
    "synthetic-late-down",
    "synthetic-sub-threshold-halt",
    "synthetic-phase-change",
    "synthetic-flap-storm",
    "synthetic-same-block-flip",
  ].map((incident) => ({ title: incident, options: { incident, faults: [] }, expiryAfter: FAR_AWAY, finds: {} })),
];

/** A market that falls in the outage and goes on falling slowly, so that no two moments have the same price. */
const falling =
  (startedAt: bigint) =>
  (l1Time: bigint): bigint => {
    const before = 2_240_00000000n;
    const passed = l1Time - startedAt;
    return passed <= 600n ? before : (before * 88n) / 100n - passed * 10_000n;
  };

describe("lab/mutants", () => {
  it("given every fault that can be planted / when the battery is read / exactly one scenario must find it", () => {
    const found = BATTERY.flatMap(({ finds }) => Object.keys(finds));
    expect(found.sort()).to.deep.equal(mutantFaults.filter((fault) => fault !== "None").sort());
    expect(found).to.have.lengthOf.at.least(15);
  });
});

for (const { title, options, expiryAfter, finds } of BATTERY) {
  describe(`lab/mutants in ${title}`, () => {
    const planted = mutantFaults.filter((fault) => fault in finds);
    let findings: readonly Finding[];
    before(async () => {
      const run = await runOnFork(hre, {
        ...options,
        prices: {
          "ETH/USD": { path: falling(options.scenario?.startedAt ?? loadIncident(options.incident ?? "").startedAt) },
        },
        probes: [mutantProbe(["None", ...planted], expiryAfter)],
        upstream: "embedded",
      });
      findings = run.probes[0]?.findings ?? [];
    });

    it("given the sound twin / when it lives through it / nothing is reported", () => {
      expect(findings.filter(({ world }) => world === "None")).to.deep.equal([]);
    });

    for (const fault of planted) {
      const { rule, path } = finds[fault] ?? expected("", "");
      it(`given the fault ${fault} / when it lives through it / ${rule} finds ${path}`, () => {
        const found = findings.filter(({ world, where }) => world === fault && where === path);
        expect(found.map((finding) => finding.rule)).to.include(rule);
      });
    }
  });
}
