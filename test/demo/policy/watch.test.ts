import { expect } from "chai";

import { MARKET_TERMS } from "../../../src/demo/cast.js";
import { PolicyWatch, type WatchSources } from "../../../src/demo/policy/watch.js";

const RECOVERED = 100_000n;
const RAMP_START = RECOVERED + 5_000n;
const RAMP = 3_600n;
const POLICY = {
  closeFactorBps: 10_000n,
  startCloseFactorBps: 1_000n,
  startBonusBps: 100n,
  severityMarginBps: 100n,
  maxQuiet: 10_800n,
};
const NOTHING = { closeFactorBps: 0n, bonusBps: 0n, maxDebtValue: 0n };
const STATUS = { down: 1n, recovering: 2n, ramping: 3n };

/** A market that gives the same answer to everything, under a guard that says what it is told to. */
function sources(answer: typeof NOTHING, state: { status: bigint; since: bigint; until: bigint }): WatchSources {
  return {
    market: {
      liquidationPolicy: () => Promise.resolve(POLICY),
      liquidationAllowance: () => Promise.resolve(answer),
      throttleLeft: () => Promise.resolve(MARKET_TERMS.throttleCapacity),
    },
    guard: { status: () => Promise.resolve(state), policy: () => Promise.resolve({ ramp: RAMP }) },
    asset: "0x00000000000000000000000000000000000000aa",
    round: () => Promise.resolve({ startedAt: 0n, updatedAt: 0n }),
  } as unknown as WatchSources;
}

const recovering = { status: STATUS.recovering, since: RECOVERED, until: RAMP_START };

describe("demo, watch over the liquidation policy", () => {
  it("given a market that withholds everything while Recovering / when asked on an old price / every rule explains it", async () => {
    const watch = await PolicyWatch.over(sources(NOTHING, recovering));
    await watch.sample(RECOVERED + 60n);
    const { deviations, points, rules } = watch.trace();
    expect(deviations).to.deep.equal([]);
    expect(points).to.have.length(1);
    expect(points[0]).to.include({ at: 100_060, status: "Recovering", throttleCents: 4_000_000 });
    expect(rules.map(({ id }) => id)).to.deep.equal(["users-first"]);
  });

  for (const [name, answer] of [
    ["a close factor", { ...NOTHING, closeFactorBps: 1n }],
    ["a bonus", { ...NOTHING, bonusBps: 1n }],
    ["a debt value", { ...NOTHING, maxDebtValue: 1n }],
  ] as const) {
    it(`given a market that allows ${name} while Down / when asked / each position's answer is a deviation`, async () => {
      const watch = await PolicyWatch.over(sources(answer, { status: STATUS.down, since: 1n, until: 0n }));
      await watch.sample(RECOVERED);
      expect(watch.trace().deviations).to.have.length(3);
      expect(watch.trace().deviations[0]).to.contain('rule "down"');
    });
  }

  it("given the last second of the ramp, doubled or not / when a liquidation passes / it is noted until then and no longer", async () => {
    for (const [doubled, length] of [
      [false, RAMP],
      [true, 2n * RAMP],
    ] as const) {
      const watch = await PolicyWatch.over(sources(NOTHING, recovering));
      const liquidation = { world: "guarded", account: "", repaid: 0n, seized: 0n, badDebt: 0n, beyondSaving: false };
      watch.note({ ...liquidation, at: Number(RECOVERED) });
      await watch.sample(RECOVERED);
      if (doubled) watch.noteGap();
      const end = Number(RAMP_START + length);
      for (const at of [end - 1, end, end + 1]) watch.note({ ...liquidation, at, throttled: 25n * 10n ** 17n });
      expect(watch.trace().liquidations).to.deep.equal([{ at: end - 1, beyondSaving: false, throttledCents: 250 }]);
    }
  });
});
