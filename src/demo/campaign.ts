import { fileURLToPath } from "node:url";

import { readCampaign, type CampaignFigureId } from "../report/campaign.js";
import type { Distribution } from "../report/distribution.js";
import { grouped } from "../report/format.js";
import { WORLDS } from "./worlds.js";

/** The figures that a report shows, in their order, in the report's words. */
const SHOWN: Readonly<Partial<Record<CampaignFigureId, string>>> = {
  unfair: "unfair liquidations",
  "severe-first": "the same, position beyond saving",
  unseen: "the same, outage not yet reported",
  "bad-debt": "bad debt",
  withheld: "time in which an unhealthy position waits",
};

const SNAPSHOT = fileURLToPath(new URL("../../snapshots/campaign.json", import.meta.url));

/**
 * The committed distribution of the random campaign, as a report shows it.
 * @param file Where it stands.
 * @throws CampaignUnreadableError when it is missing or has another shape.
 */
export function campaignDistribution(file: string = SNAPSHOT): Distribution {
  const { schedules, figures } = readCampaign(file);
  return {
    title: `Over ${grouped(schedules)} random schedules`,
    description:
      "Random outages, prices and borrowers, each schedule played in two markets with the same code, with guard and without. Unfair is a liquidation before a top-up that its owner makes within the users' time and that would have saved the position. Two kinds are counted apart: positions beyond saving, which the policy does not protect, and outages that no report has reached yet, which no guard can see. Users' time has a price: a market that goes on falling while liquidations wait makes bad debt.",
    worlds: WORLDS,
    replays: schedules,
    figures: Object.entries(SHOWN).flatMap(([id, label]) =>
      figures
        .filter((figure) => figure.id === id)
        .map(({ unit, guarded, unguarded }) => ({ id, label, unit, spreads: { guarded, unguarded } })),
    ),
  };
}
