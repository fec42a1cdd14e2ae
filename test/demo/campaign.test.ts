import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { readCampaign } from "../../src/demo/campaign.js";
import { CampaignUnreadableError } from "../../src/demo/errors.js";

const IDS = ["unfair", "severe-first", "unseen", "bad-debt", "withheld"];
const SPREAD = { any: 3, total: 9, mean: 0, p50: 0, p90: 1, p99: 2, max: 4 };
const figure = (id: string) => ({ id, unit: "count", guarded: SPREAD, unguarded: SPREAD });

describe("demo, random campaign", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "holdfast-"));
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });

  async function read(content: string) {
    const path = join(folder, "campaign.json");
    await writeFile(path, content);
    return await readCampaign(path);
  }

  it("given the committed file / when read / a thousand schedules and more have no unfair liquidation with the guard", async () => {
    const { replays, figures } = await readCampaign();
    expect(replays).to.be.at.least(1000);
    expect(figures.map(({ id }) => id)).to.deep.equal(IDS);
    expect(figures[0]?.spreads["guarded"]).to.include({ any: 0, max: 0 });
    expect(figures[0]?.spreads["unguarded"]?.any).to.be.greaterThan(0);
  });

  it("given figures in another order and more of them / when read / the shown ones come in the report's order", async () => {
    const figures = ["burst", ...IDS.toReversed()].map(figure);
    const campaign = await read(JSON.stringify({ seed: 1, schedules: 1234, figures }));
    expect(campaign.title).to.equal("Over 1,234 random schedules");
    expect(campaign.figures.map(({ id }) => id)).to.deep.equal(IDS);
    expect(campaign.figures[0]?.spreads["guarded"]).to.deep.equal({ any: 3, p50: 0, p99: 2, max: 4 });
  });

  for (const [name, content] of [
    ["no JSON", "{"],
    ["no schedules", JSON.stringify({ schedules: 0, figures: [] })],
    ["a figure missing", JSON.stringify({ schedules: 1, figures: IDS.slice(1).map(figure) })],
    [
      "a fraction",
      JSON.stringify({ schedules: 1, figures: [{ ...figure("unfair"), guarded: { ...SPREAD, max: 0.5 } }] }),
    ],
  ] as const) {
    it(`given ${name} / when read / it is refused by its path`, async () => {
      const refused = await read(content).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(refused).to.be.instanceOf(CampaignUnreadableError);
      expect(refused).to.include({ code: "HF_DEMO_CAMPAIGN_UNREADABLE", path: join(folder, "campaign.json") });
    });
  }
});
