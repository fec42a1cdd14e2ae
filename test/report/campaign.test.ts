import { readFileSync, rmSync, writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import {
  CAMPAIGN_FIGURES,
  CampaignUnreadableError,
  readCampaign,
  type CampaignFigureId,
  type Distribution,
} from "../../src/report/campaign.js";

const SNAPSHOT = fileURLToPath(new URL("../../snapshots/campaign.json", import.meta.url));

describe("report, campaign", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "holdfast-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  describe("given the committed snapshot", () => {
    const campaign = readCampaign(SNAPSHOT);
    const figure = (id: CampaignFigureId) => {
      const found = campaign.figures.find((each) => each.id === id);
      if (found === undefined) throw new Error(`no figure ${id}`);
      return found;
    };

    it("when read / there are at least a thousand schedules and every figure", () => {
      expect(campaign.schedules).to.be.at.least(1000);
      expect(campaign.figures.map(({ id }) => id)).to.deep.equal(Object.keys(CAMPAIGN_FIGURES));
    });

    it("when its quantiles are compared / they rise, and the sums agree with them", () => {
      for (const { id, guarded, unguarded } of campaign.figures) {
        for (const { any, total, mean, p50, p90, p99, max } of [guarded, unguarded]) {
          expect([p50, p90, p99, max], id).to.deep.equal([p50, p90, p99, max].sort((a, b) => a - b));
          expect(Math.floor(total / campaign.schedules), id).to.equal(mean);
          expect(any === 0, id).to.equal(max === 0);
        }
      }
    });

    it("when the promises are read off / nobody is liquidated unfairly with the guard, and without it many are", () => {
      expect(figure("unfair").guarded.max).to.equal(0);
      expect(figure("unfair").unguarded.any).to.be.above(campaign.schedules / 10);
    });

    it("when the limits are read off / bad debt and time withheld stay within theirs, and come near enough to be felt", () => {
      const nothing: Distribution = { any: 0, total: 0, mean: 0, p50: 0, p90: 0, p99: 0, max: 0 };
      expect(figure("bad-debt").guarded.total).to.be.at.most(figure("bad-debt-bound").guarded.total).and.above(0);
      expect(figure("withheld-at-most").guarded.max).to.be.within(5 * 3600, 6 * 3600);
      expect(figure("withheld").guarded.max).to.be.at.most(figure("withheld-at-most").guarded.max);
      expect(figure("withheld").unguarded).to.deep.equal(nothing);
      expect(figure("burst").unguarded.p90).to.be.above(figure("burst").guarded.max);
    });
  });

  it("given a file that is missing / when read / it throws HF_REPORT_CAMPAIGN_UNREADABLE", () => {
    expect(codeOf(join(folder, "none.json"))).to.equal("HF_REPORT_CAMPAIGN_UNREADABLE");
  });

  it("given a snapshot with a share instead of a count / when read / it is refused", () => {
    const content = readFileSync(SNAPSHOT, "utf8").replace(/"any": \d+/, '"any": 0.5');
    expect(codeOf(write(content))).to.equal("HF_REPORT_CAMPAIGN_UNREADABLE");
  });

  it("given a snapshot without one of the figures / when read / it is refused", () => {
    const content = readFileSync(SNAPSHOT, "utf8").replace('"id": "unseen"', '"id": "seen"');
    expect(codeOf(write(content))).to.equal("HF_REPORT_CAMPAIGN_UNREADABLE");
  });

  function write(content: string): string {
    const path = join(folder, "campaign.json");
    writeFileSync(path, content);
    return path;
  }

  function codeOf(path: string): string | undefined {
    try {
      readCampaign(path);
      return undefined;
    } catch (error) {
      if (error instanceof CampaignUnreadableError) return error.code;
      throw error;
    }
  }
});
