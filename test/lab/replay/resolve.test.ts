import { expect } from "chai";

import { resolveScenario } from "../../../src/lab/replay/resolve.js";
import type { OutageScenario } from "../../../src/lab/replay/scenario.js";
import { thrown } from "../../helpers/rejection.js";

const SHORTEST: OutageScenario = { startedAt: 1_000n, endedAt: 1_001n };

describe("lab/replay/resolve", () => {
  it("given nothing but the times / when resolved / the lag is the clock's and the rest has its defaults", () => {
    const scenario = resolveScenario(SHORTEST, "nitro");
    expect(scenario.lag).to.deep.equal({ downDetection: 162n, upDetection: 42n, visibility: 582n });
    expect(scenario).to.include({ lead: 600n, priceDelay: 30n, catchUpSpeed: 20n, blockTime: 2n, mempoolOpen: true });
  });

  it("given a part of the lag / when resolved / the rest stays the clock's", () => {
    expect(resolveScenario({ ...SHORTEST, lag: { visibility: 7n } }, "op-stack").lag).to.deep.equal({
      downDetection: 162n,
      upDetection: 42n,
      visibility: 7n,
    });
  });

  const refused: readonly [string, Partial<OutageScenario>, Partial<OutageScenario>][] = [
    ["endedAt", { endedAt: 1_000n }, { endedAt: 1_001n }],
    ["catchUpSpeed", { catchUpSpeed: 1n }, { catchUpSpeed: 2n }],
    ["blockTime", { blockTime: 0n }, { blockTime: 1n }],
    ["maxBackfillBlocks", { maxBackfillBlocks: -1 }, { maxBackfillBlocks: 0 }],
    ["lead", { lead: -1n }, { lead: 0n }],
    ["priceDelay", { priceDelay: -1n }, { priceDelay: 0n }],
    ["ordinaryHeadStart", { ordinaryHeadStart: -1n }, { ordinaryHeadStart: 0n }],
    ["visibility", { lag: { visibility: -1n } }, { lag: { visibility: 0n } }],
    ['queue "early"', { queue: [{ id: "early", at: 999n }] }, { queue: [{ id: "early", at: 1_000n }] }],
    [
      'checkpoint "past"',
      { checkpoints: [{ id: "past", after: -1n, since: "recovery" }] },
      { checkpoints: [{ id: "past", after: 0n, since: "recovery" }] },
    ],
  ];
  for (const [field, beyond, bound] of refused) {
    it(`given ${field} one beyond and at its bound / when resolved / only the bound passes`, () => {
      const error = thrown(() => resolveScenario({ ...SHORTEST, ...beyond }, "nitro"));
      expect(error.code).to.equal("HF_LAB_SCENARIO_INVALID");
      expect(error.message).to.include(field);
      expect(resolveScenario({ ...SHORTEST, ...bound }, "nitro")).to.include({ startedAt: 1_000n });
    });
  }

  it("given two messages or two checkpoints of the same id / when resolved / they are refused", () => {
    const queue = [1_000n, 1_001n].map((at) => ({ id: "same", at }));
    const checkpoints = [1n, 2n].map((after) => ({ id: "same", after, since: "recovery" as const }));
    expect(thrown(() => resolveScenario({ ...SHORTEST, queue }, "nitro")).message).to.include('"same" twice');
    expect(thrown(() => resolveScenario({ ...SHORTEST, checkpoints }, "nitro")).message).to.include('"same" twice');
  });
});
