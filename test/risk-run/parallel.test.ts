import { expect } from "chai";

import { cut, shardOf, simulateParallel } from "../../src/risk-run/parallel.js";
import { mergeSums } from "../../src/risk/simulate/merge.js";
import { simulate } from "../../src/risk/simulate/simulate.js";
import type { SimulationInput } from "../../src/risk/simulate/types.js";
import { bytesOf, runInput } from "../helpers/risk-run.js";

const tilt = { share: 0.5, shift: { duration: 1, volatility: 1, outage: -1, opening: 0 } };

describe("A run in parts", () => {
  for (const [name, input] of [
    ["plain", runInput()],
    ["weighted", runInput({ tilt })],
  ] as const satisfies readonly (readonly [string, SimulationInput])[]) {
    it(`given a ${name} run / when done by 1, 2 and 4 workers / the bytes are those of one call`, async () => {
      const whole = bytesOf(simulate(input));
      for (const workers of [1, 2, 4]) {
        const parts: number[] = [];
        const sums = await simulateParallel(input, {
          workers,
          blocksPerTask: 3,
          onPart: ({ blocks }) => parts.push(...blocks.map(({ count }) => count)),
        });
        expect(bytesOf(sums).equals(whole), `${workers} workers`).to.equal(true);
        expect(sums.blocks).to.deep.equal([input.blocks]);
        expect(parts.reduce((a, b) => a + b, 0)).to.equal(input.blocks.count);
      }
    }).timeout(60_000);

    it(`given a ${name} run / when done in 1, 3 and 7 shards, merged in any order / the bytes are those of one call`, () => {
      const whole = bytesOf(simulate(input));
      for (const shards of [1, 3, 7]) {
        const parts = Array.from({ length: shards }, (_, index) =>
          simulate({ ...input, blocks: shardOf(input.blocks, index, shards) }),
        );
        expect(bytesOf(mergeSums(parts)).equals(whole), `${shards} shards`).to.equal(true);
        expect(bytesOf(mergeSums(parts.reverse())).equals(whole), `${shards} shards, reversed`).to.equal(true);
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

  it("given a signal that has fired / when run / it rejects with its reason", async () => {
    const signal = AbortSignal.abort("stopped");
    for (const workers of [1, 2]) {
      let reason: unknown;
      await simulateParallel(runInput(), { workers, signal }).catch((error: unknown) => (reason = error));
      expect(reason, `${workers} workers`).to.not.equal(undefined);
    }
  });

  it("given any size / when a stretch is cut / each block is there once", () => {
    expect(cut({ first: 5, count: 7 }, 3)).to.deep.equal([
      { first: 5, count: 3 },
      { first: 8, count: 3 },
      { first: 11, count: 1 },
    ]);
    expect([0, 1, 2].map((index) => shardOf({ first: 1, count: 7 }, index, 3))).to.deep.equal([
      { first: 1, count: 2 },
      { first: 3, count: 2 },
      { first: 5, count: 3 },
    ]);
  });
});
