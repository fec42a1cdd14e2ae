import { expect } from "chai";

import { gapAt, pathOf, type PriceChoice } from "../../../src/lab/prices/choice.js";
import { thrown } from "../../helpers/rejection.js";

const FRAME = { startedAt: 10_000n, endedAt: 13_600n, before: 2_000_00000000n, decimals: 8 };
const FALLEN = 1_760_00000000n;

describe("lab/prices/pathOf", () => {
  it("given a drop / when nothing else is said / the price falls at once, ten minutes into the outage", () => {
    const path = pathOf("ETH/USD", { drop: 0.12 }, FRAME);
    expect([10_599n, 10_600n, 10_601n].map(path)).to.deep.equal([FRAME.before, FALLEN, FALLEN]);
  });

  it("given an outage of less than half an hour / when the price falls at once / it does so after a third", () => {
    expect(gapAt({ startedAt: 0n, endedAt: 1_797n })).to.equal(599n);
    expect(gapAt({ startedAt: 0n, endedAt: 1_800n })).to.equal(600n);
    expect(gapAt({ startedAt: 0n, endedAt: 1_803n })).to.equal(600n);
  });

  it("given a linear drop / when half of the outage has passed / half of it is lost", () => {
    const path = pathOf("ETH/USD", { drop: 0.12, path: "linear" }, FRAME);
    expect([FRAME.startedAt, 11_800n, FRAME.endedAt].map(path)).to.deep.equal([FRAME.before, 1_880_00000000n, FALLEN]);
  });

  it("given a function or a file / when chosen / they are the path", () => {
    expect(pathOf("ETH/USD", { path: (time) => time }, FRAME)(7n)).to.equal(7n);
    expect(pathOf("ETH/USD", { path: "csv", csv: "seconds,price\n0,5\n" }, FRAME)(FRAME.startedAt)).to.equal(
      5_00000000n,
    );
  });

  for (const [choice, field] of [
    [{ drop: 1 }, "drop"],
    [{ drop: Number.NaN }, "drop"],
    [{ drop: -10 }, "drop"],
    [{ drop: 0.1, path: "steps" } as unknown as PriceChoice, "path"],
  ] as const) {
    it(`given ${JSON.stringify(choice)} / when chosen / the error names the pair and the field`, () => {
      const error = thrown(() => pathOf("ETH/USD", choice, FRAME));
      expect(error).to.include({ code: "HF_LAB_RUN_OPTIONS", field: `prices["ETH/USD"].${field}` });
    });
  }
});
