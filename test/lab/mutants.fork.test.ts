import { expect } from "chai";
import hre from "hardhat";

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
/** Before the halt: nobody's concern. */
const LONG_AGO = -DAY;

function expected(rule: string, name: string): Expected {
  return { rule, path: `MutantProtocol.${name}` };
}

/** "down" and "up" by turns, each ten minutes. */
function flaps(pairs: number): readonly FeedAct[] {
  return Array.from({ length: 2 * pairs }, (_, index): FeedAct => {
    const act = index % 2 === 0 ? "down" : "up";
    return { id: `${act}-${String(index)}`, act, since: "up-visible", after: BigInt(index + 1) * 600n };
  });
}

const BATTERY: readonly Battle[] = [
  {
    title: "an outage of 88 minutes on Nitro",
    options: {
      chain: "arbitrum",
      scenario: { startedAt: START, endedAt: START + 5280n, lag: { ...LAG, visibility: 582n } },
    },
    expiryAfter: 4980n,
    finds: {
      OnlyOneIsDown: expected("L-19", "borrow"),
      StartedAtZero: expected("L-19", "borrow"),
      UnderflowPanic: expected("L-22", "borrow"),
      NoCodeCheck: expected("L-20", "borrow"),
      NoGrace: expected("L-3", "liquidate"),
      MaxAge: expected("L-7", "borrow"),
      SiblingUnguarded: expected("L-11", "seize"),
      RepayBlocked: expected("L-6", "repay"),
      FullBrick: expected("L-21", "repay"),
      HeldForGood: expected("L-23", "liquidate"),
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
];

/** A market that falls in the outage and goes on falling slowly, so that no two moments have the same price. */
function falling(l1Time: bigint): bigint {
  const before = 2_240_00000000n;
  const passed = l1Time - START;
  return passed <= 600n ? before : (before * 88n) / 100n - passed * 10_000n;
}

for (const { title, options, expiryAfter, finds } of BATTERY) {
  describe(`lab/mutants in ${title}`, () => {
    const planted = mutantFaults.filter((fault) => fault in finds);
    let findings: readonly Finding[];
    before(async () => {
      const run = await runOnFork(hre, {
        ...options,
        prices: { "ETH/USD": { path: falling } },
        probes: [mutantProbe(["None", ...planted], expiryAfter)],
        upstream: "embedded",
      });
      findings = run.probes[0]?.findings ?? [];
      for (const f of findings) console.log(f.world, f.rule, f.where, f.step, f.sentence);
      for (const f of run.probes[0]?.limits ?? []) console.log("limit", f.world, f.rule, f.where, f.step, f.sentence);
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
