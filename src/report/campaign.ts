import { readFileSync } from "node:fs";

import { z } from "zod";

const whole = z.number().int().nonnegative();

/** How one figure is spread over the schedules; all of it whole numbers. */
const distribution = z
  .strictObject({
    /** Schedules in which it is not zero. */
    any: whole,
    /** Sum over all schedules. */
    total: whole,
    /** Rounded down. */
    mean: whole,
    p50: whole,
    p90: whole,
    p99: whole,
    max: whole,
  })
  .readonly();

const figure = z
  .strictObject({
    id: z.string(),
    unit: z.enum(["cents", "seconds", "count"]),
    guarded: distribution,
    unguarded: distribution,
  })
  .readonly();

const campaign = z
  .strictObject({
    seed: whole,
    schedules: whole.positive(),
    /** Positions in each schedule, in each of the two markets. */
    borrowers: whole.positive(),
    figures: z.array(figure).readonly(),
  })
  .readonly();

export type Distribution = z.infer<typeof distribution>;
export type CampaignUnit = z.infer<typeof figure>["unit"];

/** What the random campaign measures, in the order of the snapshot; one sentence each, for people. */
export const CAMPAIGN_FIGURES = {
  "bad-debt": "Bad debt",
  "bad-debt-bound": "Most bad debt that the rules leave room for",
  unfair: "Positions liquidated before a top-up within the grace that would have saved them",
  "severe-first": "The same, of severe positions, which need not wait",
  unseen: "The same, before any report of the halt had reached the uptime feed",
  liquidated: "Debt repaid by liquidators",
  burst: "Most debt value in one window, less what the throttle refills in it",
  withheld: "Time in which the grace withheld one of the borrowers' positions",
  "withheld-at-most": "Time in which the grace would have withheld any unhealthy position",
} as const;

export type CampaignFigureId = keyof typeof CAMPAIGN_FIGURES;

/** One figure of the campaign, in both markets. */
export interface CampaignFigure {
  readonly id: CampaignFigureId;
  readonly label: string;
  readonly unit: CampaignUnit;
  readonly guarded: Distribution;
  /** All zero for figures that only a guard has: the bound, the time withheld. */
  readonly unguarded: Distribution;
}

/** The committed distribution of the random campaign of guarded against unguarded liquidations. */
export interface Campaign {
  readonly seed: number;
  readonly schedules: number;
  readonly borrowers: number;
  readonly figures: readonly CampaignFigure[];
}

/** A file is not the snapshot of a campaign. */
export class CampaignUnreadableError extends Error {
  readonly code = "HF_REPORT_CAMPAIGN_UNREADABLE";

  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`HF_REPORT_CAMPAIGN_UNREADABLE: ${path}: ${reason}`);
    this.name = "CampaignUnreadableError";
  }
}

/**
 * Reads the snapshot that `test/campaign/campaign.t.sol` writes.
 * @param path For example `snapshots/campaign.json`.
 * @throws CampaignUnreadableError when the file cannot be read, or is not one.
 */
export function readCampaign(path: string): Campaign {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new CampaignUnreadableError(path, error instanceof Error ? error.message : String(error));
  }
  const parsed = campaign.safeParse(content);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".") || "file"}: ${issue.message}`);
    throw new CampaignUnreadableError(path, problems.join("; "));
  }
  const { figures, ...rest } = parsed.data;
  return { ...rest, figures: labelled(path, figures) };
}

function labelled(path: string, figures: readonly z.infer<typeof figure>[]): CampaignFigure[] {
  const ids = Object.keys(CAMPAIGN_FIGURES) as CampaignFigureId[];
  const found = figures.map(({ id }) => id);
  if (found.join() !== ids.join()) {
    throw new CampaignUnreadableError(path, `figures are ${found.join(", ")}; expected ${ids.join(", ")}`);
  }
  return ids.flatMap((id, index) => {
    const entry = figures[index];
    return entry === undefined ? [] : [{ ...entry, id, label: CAMPAIGN_FIGURES[id] }];
  });
}
