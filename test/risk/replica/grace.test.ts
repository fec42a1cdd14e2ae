import { graceEndAfter } from "../../../src/risk/replica/guard.js";
import { simulate } from "../../../src/risk/simulate/simulate.js";
import { summarise } from "../../../src/risk/simulate/summarise.js";
import { expectClose } from "../../helpers/close-to.js";
import { policyTerms, runInput } from "../../helpers/risk-run.js";

const DEBT = 1_000;
/** Due from the start, and worth more than its debt: what is withheld of it is its debt times the grace. */
const DUE = { id: "due", collateral: 1, debt: DEBT, liquidationThreshold: 0.8, bonus: 0.05 };
const PRICE = 1_200;

/** Seconds of grace that the sweep gives after an outage of `length` seconds. */
function sweptGrace(length: number, policy: ReturnType<typeof policyTerms>, visibilityLag: number): number {
  const input = runInput();
  const still = { law: "logNormal", mu: Math.log(length), sigma: 1e-12 } as const;
  const sums = simulate({
    ...input,
    model: {
      ...input.model,
      duration: still,
      falseShare: 0,
      volatility: { law: "constant", sigma: 1e-9 },
      drift: 0,
      jumps: { rate: 0, mean: 0, deviation: 0.1 },
      visibilityLag,
      detection: 0,
    },
    book: { name: "due", price: PRICE, positions: [DUE], repair: { perHour: 0 } },
    policies: [policy],
    blocks: { first: 0, count: 1 },
  });
  return (summarise(sums)[0]?.withheld.mean ?? NaN) / DEBT;
}

describe("the sweep's grace", () => {
  const policies = [
    policyTerms("in proportion", { carveOut: false }),
    policyTerms("half", { carveOut: false, graceScale: 0.5, minGrace: 300, maxGrace: 3_600 }),
    policyTerms("double, tight budget", { carveOut: false, graceScale: 2, maxGrace: 14_400, graceBudget: 9_000 }),
  ];
  for (const policy of policies) {
    it(`given outages around every edge / when swept with a grace ${policy.id} / it is what the contracts' rules give`, () => {
      const { minGrace, maxGrace, graceScale, ignoreBelow, graceBudget, ramp } = policy;
      const edges = [ignoreBelow, minGrace / graceScale, maxGrace / graceScale, graceBudget];
      for (const edge of edges) {
        for (const length of [edge * 0.9, edge * 1.1].map(Math.round)) {
          const terms = {
            ...{ minGrace: BigInt(minGrace), maxGrace: BigInt(maxGrace), graceScaleBps: BigInt(graceScale * 10_000) },
            ...{ ignoreBelow: BigInt(ignoreBelow), graceBudget: BigInt(graceBudget), ramp: BigInt(ramp) },
            ...{ budgetWindow: 604_800n, visibilityLag: 900n, mergeGap: 900n },
          };
          const start = 1_000_000n;
          const end = start + BigInt(length);
          const graceEnd = graceEndAfter([{ start, end }], terms);
          const expected = graceEnd === 0n ? 0 : Number(graceEnd - end);
          // The contracts round a share of the length down to a second.
          expectClose(sweptGrace(length, policy, 900), expected, 1, `grace after ${length} s`);
        }
      }
    });
  }
});
