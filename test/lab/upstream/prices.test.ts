import { expect } from "chai";

import { priceHistory, PRICE_ROUNDS } from "../../../src/lab/upstream/history.js";
import { pastReports } from "../../../src/lab/upstream/prices.js";

const START = 1_702_648_800n;

describe("lab/upstream/prices", () => {
  for (const [pair, past] of Object.entries(priceHistory)) {
    const reports = pastReports(past, past.heartbeat, START, "0xabc");

    it(`given the past of ${pair} / when made / rounds are a heartbeat apart and end at the pair's price before the fork`, () => {
      expect(reports).to.have.length(PRICE_ROUNDS);
      expect(reports.at(-1)?.answer).to.equal(past.price);
      expect((reports.at(-1)?.transmittedAt ?? START) < START).to.equal(true);
      for (const [index, { transmittedAt }] of reports.entries()) {
        const next = reports[index + 1];
        if (next !== undefined) expect(next.transmittedAt - transmittedAt).to.equal(past.heartbeat);
      }
    });

    it(`given the past of ${pair} / when made / each report was observed seconds before its block and moves little`, () => {
      for (const [index, { answer, observedAt, transmittedAt }] of reports.entries()) {
        expect(transmittedAt - observedAt >= 2n && transmittedAt - observedAt <= 9n).to.equal(true);
        const next = reports[index + 1]?.answer ?? answer;
        const move = next > answer ? next - answer : answer - next;
        expect(move <= (next * past.step) / 1_000_000n + 1n, `${index}`).to.equal(true);
      }
    });

    it(`given the past of ${pair} / when made twice / it is the same for one seed and another for another`, () => {
      expect(pastReports(past, past.heartbeat, START, "0xabc")).to.deep.equal(reports);
      expect(pastReports(past, past.heartbeat, START, "0xabd")).to.not.deep.equal(reports);
    });
  }
});
