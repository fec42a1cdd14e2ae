import { expect } from "chai";

import { campaignDistribution } from "../../src/demo/campaign.js";
import { CampaignUnreadableError } from "../../src/report/campaign.js";

describe("demo, random campaign", () => {
  it("given the committed file / when read / a thousand schedules and more have no unfair liquidation with the guard", () => {
    const { title, replays, figures } = campaignDistribution();
    expect(replays).to.be.at.least(1000);
    expect(title).to.match(/^Over [\d,]+ random schedules$/);
    expect(figures.map(({ id }) => id)).to.deep.equal(["unfair", "severe-first", "unseen", "bad-debt", "withheld"]);
    expect(figures[0]?.spreads["guarded"]).to.include({ any: 0, max: 0 });
    expect(figures[0]?.spreads["unguarded"]?.any).to.be.greaterThan(0);
  });

  it("given a file that is not there / when read / it is refused by its path", () => {
    expect(() => campaignDistribution("nowhere.json"))
      .to.throw(CampaignUnreadableError)
      .with.property("path", "nowhere.json");
  });
});
