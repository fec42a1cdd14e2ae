import { expect } from "chai";

import { missingFrom, optionMoney } from "../../../src/demo/expiry/ledger.js";
import { REDEEM_ACTION } from "../../../src/demo/expiry/moves.js";
import { expiryMeasures, expiryOutcome, type ExpiryFacts } from "../../../src/demo/expiry/outcome.js";
import { expiryIn } from "../../../src/demo/expiry/scene.js";
import type { AttemptResult, Step } from "../../../src/report/model.js";

const EXPIRY = Date.parse("2023-12-15T15:59:00Z") / 1000;
const NOTHING = { weth: "0", usdc: "0" };
const stopped: AttemptResult = { outcome: "stopped", error: "ExpiryOpen" };
const passed: AttemptResult = { outcome: "passed" };

function asked(chainTime: number, results: Readonly<Record<string, AttemptResult>>): Step {
  const attempts = [{ actor: "Will", action: REDEEM_ACTION, kind: "Settle", results }];
  return { id: String(chainTime), label: "", realTime: chainTime, chainTime, feed: "up", attempts };
}

const FACTS: ExpiryFacts = {
  steps: [asked(EXPIRY + 3600, { clock: stopped, plain: passed }), asked(EXPIRY + 9000, { clock: passed })],
  money: [
    { actor: "Hana", role: "", cents: { clock: 900, plain: 0 } },
    { actor: "Will", role: "", cents: { clock: -900, plain: 0 } },
  ],
  expiry: EXPIRY,
  effectiveExpiry: { clock: EXPIRY + 7200, plain: EXPIRY },
  writersFrom: EXPIRY + 9000,
  dueCents: 1000,
  missing: { clock: NOTHING, plain: NOTHING },
  startedAt: EXPIRY - 1800,
  endedAt: EXPIRY + 3600,
};

describe("demo, what an outage over an expiry came to", () => {
  it("given balances / when compared with an undisturbed expiry / losses are counted from what was due", () => {
    const outcome = expiryOutcome(FACTS);
    expect(outcome.holderLossCents).to.deep.equal({ clock: 100, plain: 1000 });
    expect(outcome.writerCostCents).to.deep.equal({ clock: -100, plain: -1000 });
    expect(outcome.writerPaidAt).to.deep.equal({ clock: EXPIRY + 9000, plain: EXPIRY + 3600 });
    expect(outcome.sentences[0]).to.equal("holder's loss without the clock $10.00, with it $1.00");
    expect(outcome.sentences[1]).to.contain("17:59:00").and.to.contain("2 h later, and 1 h after the chain ran again");
    expect(outcome.sentences[2]).to.contain("2 h 30 min after the expiry instead of 1 h").and.to.contain("kept $10.00");
  });

  it("given a writer who was never paid / when compared / no time stands there, and the measures count none", () => {
    const outcome = expiryOutcome({ ...FACTS, steps: [] });
    expect(outcome.writerPaidAt).to.deep.equal({});
    const measures = Object.fromEntries(expiryMeasures(outcome).map(({ id, values }) => [id, values]));
    expect(measures["paid"]).to.deep.equal({ clock: 0, plain: 0 });
    expect(measures["extension"]).to.deep.equal({ clock: 7200, plain: 0 });
    expect(measures["due"]).to.deep.equal({ clock: 1000, plain: 1000 });
  });

  it("given a world's balances / when summed / what nobody has is missing, in each token", () => {
    const none = { weth: 0n, usdc: 0n };
    const gains = { hana: { weth: -5n, usdc: 7n }, will: { weth: 4n, usdc: -9n }, kim: none };
    expect(missingFrom({ gains, book: { weth: 1n, usdc: 2n } })).to.deep.equal(none);
    expect(missingFrom({ gains, book: none })).to.deep.equal({ weth: 1n, usdc: 2n });
  });

  it("given gains in both tokens / when valued / each row is in cents at the price given", () => {
    const none = { weth: 0n, usdc: 0n };
    const gains = { hana: { weth: -(10n ** 18n), usdc: 2_240_000_000n }, will: none, kim: none };
    const rows = optionMoney({ clock: { gains, book: none } }, { weth: 1_971_20_000_000n, usdc: 10n ** 8n });
    expect(rows.map(({ actor, cents }) => [actor, cents["clock"]])).to.deep.equal([
      ["Hana", 26_880],
      ["Will", 0],
      ["Kim", 0],
    ]);
  });

  for (const [length, into] of [
    [5280n, 1800n],
    [3602n, 1800n],
    [3600n, 1800n],
    [3598n, 1799n],
    [900n, 450n],
  ] as const) {
    it(`given an outage of ${String(length)} s / when a series is placed / it expires ${String(into)} s into it`, () => {
      expect(expiryIn({ scenario: { startedAt: 1000n, endedAt: 1000n + length } })).to.equal(1000n + into);
    });
  }
});
