/** What it costs to settle: whole transactions, everything cold, the price behind Chainlink's own proxy. */
import { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { expectGasAtMost, recordGas } from "../helpers/gas-snapshot.js";
import { play } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { roundId } from "../helpers/phased-price.js";
import { NO_PROOF, settlementOverChainlink, usd } from "../helpers/settlement.js";

/** Bytes of zero in calldata cost less than others, so expiries must be the same in each run. */
const NOW = 2_000_000_000;
/** What fixing with a proof may cost, transaction and calldata included. */
const FIX_LIMIT = 120_000n;
/** What fixing an average may cost: no proof, but the outages of two times are looked up. */
const AVERAGE_LIMIT = 140_000n;

for (const family of FEED_FAMILIES) {
  /** On a network of its own, whose clock nobody has moved. */
  async function world() {
    const connection = await network.create();
    await moveTo(connection, NOW);
    const made = await settlementOverChainlink(connection, family);
    const { price, expiry } = made;
    await price.write([
      [usd(2_010), expiry - 10 * MINUTE],
      [usd(2_020), expiry + MINUTE],
    ]);
    return { ...made, connection };
  }
  /** As in {@link world}, with 100 outages before the expiry, the ledger up to date. */
  async function withHistory() {
    const made = await world();
    const start = (await made.connection.networkHelpers.time.latest()) + MINUTE;
    const outages = Array.from({ length: 100 }, (_, i) => ({ start: start + i * 10 * MINUTE, length: 5 * MINUTE }));
    await play(made.feed, outages);
    await made.ledger.sync(1_000);
    return made;
  }

  describe(`gas of a settlement, Chainlink's ${family} feed`, () => {
    for (const [what, fixture] of [
      ["an empty ledger", world],
      ["100 outages in the ledger", withHistory],
    ] as const) {
      it(`given ${what} / when the last round is proven / fixing costs at most 120 000`, async () => {
        const { acts, connection, expiry, oracle } = await fixture();
        const group = `settlement, ${family} feed, ${what}`;
        const started = await sendAt(connection, acts.startableAt(), () => oracle.startSettlement(expiry));
        recordGas(group, "startSettlement, the whole transaction", started.gasUsed);
        await moveTo(connection, expiry + HOUR);
        const proof = { roundId: roundId(1, 2), nextRoundId: roundId(1, 3) };
        const fixed = await sendAt(connection, undefined, () => oracle.fixPrice(expiry, proof));
        recordGas(group, "fixPrice with a proof, the whole transaction", fixed.gasUsed);
        expectGasAtMost(fixed.gasUsed, FIX_LIMIT, "fixPrice with a proof");
      });
    }

    it("given an outage over the expiry / when it is averaged / fixing costs at most 140 000", async () => {
      const { acts, connection, expiry, feed, ledger, oracle, price } = await world();
      const group = `settlement, ${family} feed, an outage over the expiry`;
      const recovery = expiry + HOUR;
      await play(feed, [{ start: expiry - HOUR, length: 2 * HOUR }]);
      await sendAt(connection, undefined, () => ledger.sync(100));
      const { from, to } = acts.averaging(recovery);
      for (let i = 0; i < 5; ++i) {
        const at = from + i * 5 * MINUTE;
        await price.report(usd(1_900 + i), at - 1);
        const observed = await sendAt(connection, at, () => oracle.observe(expiry));
        if (i === 0) recordGas(group, "the first observation, the whole transaction", observed.gasUsed);
        if (i === 4) recordGas(group, "a later observation, the whole transaction", observed.gasUsed);
      }
      await acts.awaitAverage(to);
      await moveTo(connection, expiry + DAY);
      const fixed = await sendAt(connection, undefined, () => oracle.fixPrice(expiry, NO_PROOF));
      recordGas(group, "fixPrice of an average, the whole transaction", fixed.gasUsed);
      expectGasAtMost(fixed.gasUsed, AVERAGE_LIMIT, "fixPrice of an average");
    });
  });
}
