/** Yearly losses of several rollups: the quick loops against the same written plainly, to the last bit. */
import { expect } from "chai";

import { yearlyLosses, type CommonCause, type Exposed, type LossLaw } from "../../../src/risk/outputs/scenarios.js";
import { fillUniforms, uniforms } from "../../../src/risk/random/uniform.js";
import { expectClose } from "../../helpers/close-to.js";

const STREAM = 0x5343454e;
const LAW: LossLaw = [
  { weight: 90, loss: 0 },
  { weight: 7, loss: 0.01 },
  { weight: 3, loss: 0.2 },
];
const ROLLUPS: readonly Exposed[] = [0.4, 3, 0].map((rate, k) => ({ name: `r${k}`, rate, law: LAW }));
const CAUSES: readonly CommonCause[] = [{ perYear: 0.5, hits: [0.5, 0, 1] }];
const TERMS = { scenarios: 3_000, years: 2, seed: 11 };

function lossAt(u: number): number {
  let left = u * 100;
  for (const { weight, loss } of LAW) {
    if (left < weight) return loss;
    left -= weight;
  }
  return NaN;
}

/** Events of a Poisson stream in one scenario, each with its number. */
function eventsIn(scenario: number, mean: number, stream: number, kind: number): number[] {
  const found: number[] = [];
  for (let at = 0; mean > 0;) {
    const [gap, u] = uniforms([found.length, scenario, stream, kind], [TERMS.seed, STREAM]);
    at -= Math.log(gap);
    if (at >= mean) break;
    found.push(u);
  }
  return found;
}

describe("yearly losses of several rollups", () => {
  it("given own episodes and a common cause / when drawn / every scenario is that of the plain writing, bit by bit", () => {
    const losses = yearlyLosses(ROLLUPS, CAUSES, TERMS);
    const plain = ROLLUPS.map(({ rate }, rollup) =>
      Float64Array.from({ length: TERMS.scenarios }, (_, scenario) => {
        let total = 0;
        for (const u of eventsIn(scenario, rate * TERMS.years, rollup, 0)) total += lossAt(u);
        const hit = CAUSES[0]?.hits[rollup] ?? 0;
        for (const event of eventsIn(scenario, 0.5 * TERMS.years, 0, 1).keys()) {
          const [coin, u] = uniforms([event, scenario, 0, 2 + rollup], [TERMS.seed, STREAM]);
          if (coin < hit) total += lossAt(u);
        }
        return total;
      }),
    );
    expect(losses.map((part) => [...part])).to.deep.equal(plain.map((part) => [...part]));
  });

  it("given a rate and a law / when drawn / the mean is rate times years times the mean loss", () => {
    const [, losses = new Float64Array(1)] = yearlyLosses(ROLLUPS, [], TERMS);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / TERMS.scenarios;
    const second = 6 * (0.07 * 0.01 ** 2 + 0.03 * 0.2 ** 2);
    expectClose(mean, 6 * (0.07 * 0.01 + 0.03 * 0.2), 4 * Math.sqrt(second / TERMS.scenarios));
  });

  it("given any address / when a pair is filled / it is the pair of the list", () => {
    const pair = new Float64Array(2);
    for (let k = 0; k < 100; k++) {
      fillUniforms(k, 2, 3, 4, 5, 6, pair);
      expect([...pair]).to.deep.equal([...uniforms([k, 2, 3, 4], [5, 6])]);
    }
  });
});
