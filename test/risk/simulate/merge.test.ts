import { expect } from "chai";

import { mergeSums } from "../../../src/risk/simulate/merge.js";
import { simulate } from "../../../src/risk/simulate/simulate.js";
import { bytesOf, runInput } from "../../helpers/risk-run.js";

const tilt = { share: 0.5, shift: { duration: 1, volatility: 1, outage: -1, opening: 0 } };

describe("sums of parts", () => {
  for (const [name, input] of [
    ["plain", runInput()],
    ["weighted", runInput({ tilt })],
  ] as const) {
    it(`given a ${name} run in parts / when merged in any order / the bytes are those of one call`, () => {
      const whole = bytesOf(simulate(input));
      for (const bounds of [
        [0, 14],
        [0, 5, 9, 14],
        [0, 1, 2, 4, 7, 8, 12, 14],
      ]) {
        const parts = bounds
          .slice(1)
          .map((end, index) =>
            simulate({ ...input, blocks: { first: bounds[index] ?? NaN, count: end - (bounds[index] ?? NaN) } }),
          );
        const merged = mergeSums(parts);
        expect(bytesOf(merged).equals(whole), `${parts.length} parts`).to.equal(true);
        expect(merged.blocks).to.deep.equal([input.blocks]);
        expect(bytesOf(mergeSums(parts.reverse())).equals(whole), `${parts.length} parts, reversed`).to.equal(true);
      }
    });
  }

  it("given a stretch twice, or parts of two runs / when merged / it is refused", () => {
    const part = simulate(runInput({ blocks: { first: 0, count: 2 } }));
    expect(() => mergeSums([part, part]))
      .to.throw()
      .with.property("code", "HF_RISK_INPUT");
    const other = simulate(runInput({ blocks: { first: 2, count: 1 }, policies: runInput().policies.slice(1) }));
    expect(() => mergeSums([part, other]))
      .to.throw()
      .with.property("code", "HF_RISK_INPUT");
    expect(() => mergeSums([]))
      .to.throw()
      .with.property("code", "HF_RISK_INPUT");
  });
});
