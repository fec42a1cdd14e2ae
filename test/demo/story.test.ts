import { expect } from "chai";

import { IncidentNotPlayableError } from "../../src/demo/errors.js";
import { writeStory } from "../../src/demo/story.js";

const prices = { weth: 2240_00000000n, usdc: 1_00000000n };
const START = 1_702_654_140n;
const story = (length: bigint, drop = 0.12) =>
  writeStory({ id: "made-up", startedAt: START, endedAt: START + length }, prices, drop, 162n, 0n);

describe("demo, story", () => {
  it("given an outage a second shorter than, of and longer than a quarter of an hour / when written / the first is refused", () => {
    expect(() => story(899n))
      .to.throw(IncidentNotPlayableError)
      .that.includes({ code: "HF_DEMO_INCIDENT_NOT_PLAYABLE" });
    expect(story(900n).scenario.endedAt).to.equal(START + 900n);
    expect(story(901n).scenario.endedAt).to.equal(START + 901n);
  });

  for (const length of [900n, 1020n, 5280n, 25_200n]) {
    it(`given an outage of ${String(length)} s / when written / every message lies inside it and Gil alone comes before the report`, () => {
      const { scenario, fallsAt } = story(length);
      for (const { at } of scenario.queue ?? []) {
        expect(at > START && at < START + length).to.equal(true);
      }
      const early = (scenario.queue ?? []).filter(({ at }) => at < START + 162n).map(({ id }) => id);
      expect(early).to.deep.equal(["gil"]);
      const max = scenario.queue?.find(({ id }) => id === "max");
      expect(fallsAt > START + 162n && max !== undefined && max.at > fallsAt).to.equal(true);
    });
  }

  it("given a drop / when written / the price falls by it and the debt's price does not", () => {
    const { before, after } = story(5280n);
    expect(after).to.deep.equal({ weth: 1971_20000000n, usdc: before.usdc });
  });
});
