import { readFile } from "node:fs/promises";

import { z } from "zod";

import type { Distribution } from "../report/distribution.js";
import { grouped } from "../report/format.js";
import { CampaignUnreadableError } from "./errors.js";
import { WORLDS } from "./worlds.js";

const whole = z.number().int().nonnegative();
const spread = z.object({ any: whole, p50: whole, p99: whole, max: whole });
const campaignFile = z.object({
  schedules: whole.positive(),
  figures: z.array(
    z.object({ id: z.string(), unit: z.enum(["cents", "count", "seconds"]), guarded: spread, unguarded: spread }),
  ),
});

/** The figures that a report shows, in their order. */
const SHOWN: Readonly<Record<string, string>> = {
  unfair: "unfair liquidations",
  "severe-first": "the same, position beyond saving",
  unseen: "the same, outage not yet reported",
  "bad-debt": "bad debt",
  withheld: "time in which an unhealthy position waits",
};

const SNAPSHOT = new URL("../../snapshots/campaign.json", import.meta.url);

/**
 * The committed distribution of the random campaign.
 * @param file Where it stands.
 * @throws CampaignUnreadableError when it is missing or has another shape.
 */
export async function readCampaign(file: URL | string = SNAPSHOT): Promise<Distribution> {
  const { schedules, figures } = await parsed(file);
  return {
    title: `Over ${grouped(schedules)} random schedules`,
    description:
      "Random outages, prices and borrowers, each schedule played in two markets with the same code, with guard and without. Unfair is a liquidation before a top-up that its owner makes within the users' time and that would have saved the position. Two kinds are counted apart: positions beyond saving, which the policy does not protect, and outages that no report has reached yet, which no guard can see. Users' time has a price: a market that goes on falling while liquidations wait makes bad debt.",
    worlds: WORLDS,
    replays: schedules,
    figures: Object.entries(SHOWN).map(([id, label]) => {
      const figure = figures.find((one) => one.id === id);
      if (figure === undefined) throw new CampaignUnreadableError(String(file), `there is no figure "${id}"`);
      const { unit, guarded, unguarded } = figure;
      return { id, label, unit, spreads: { guarded, unguarded } };
    }),
  };
}

async function parsed(file: URL | string): Promise<z.infer<typeof campaignFile>> {
  try {
    return campaignFile.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    throw new CampaignUnreadableError(String(file), cause instanceof Error ? cause.message : String(cause));
  }
}
