/** The sections of a risk report in their order: what every rendering shows, each with its table and a word on how to read it. */
import type { RiskReport } from "./model.js";
import {
  calibrationTable,
  cascadeTable,
  chosenTable,
  contributionTable,
  figureTable,
  frontierTable,
  graceTable,
  heatTable,
  observedTable,
  otherTable,
  policyTable,
  provenanceTable,
  sensitivityTable,
  validationTable,
  type Table,
} from "./tables.js";

/** One section. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** How to read it. */
  readonly words: string;
  readonly table: (report: RiskReport) => Table;
  /** Absent: always. */
  readonly isShown?: (report: RiskReport) => boolean;
}

const ALL: readonly Section[] = [
  {
    id: "terms",
    title: "Terms to deploy",
    words:
      "In the last column lies what the cheapest policies of the resamples have: a wide span means that the number matters little.",
    table: chosenTable,
  },
  {
    id: "policies",
    title: "Policies compared",
    words:
      "No guard, then the cheapest. All are judged on the same episodes, so that differences are surer than the intervals suggest.",
    table: policyTable,
  },
  {
    id: "figures",
    title: "Figures",
    words: "Each with its 90 % interval. Mean weight is 1 but for chance.",
    table: figureTable,
  },
  {
    id: "others",
    title: "Options, perpetuals and pools",
    words:
      "In closed form, each the mean over 200 draws of what is believed of length and rate of outages, with what 90 % of the draws give. A grace moves perpetuals; options and pools cost the same with and without.",
    table: otherTable,
    isShown: ({ others }) => others.length > 0,
  },
  {
    id: "loss",
    title: "Distribution of bad debt",
    words: "How often the bad debt of an episode is at or above an amount. Both axes are logarithmic.",
    table: figureTable,
  },
  {
    id: "grace",
    title: "Cost against the grace",
    words: "A constant grace, all else as chosen. A longer grace saves users and lets bad debt grow.",
    table: graceTable,
  },
  {
    id: "heat",
    title: "Grace and close factor",
    words: "Cost by grace and by the close factor at the start of the ramp; the redder, the more.",
    table: heatTable,
  },
  {
    id: "timeline",
    title: "Outages, known and made up",
    words:
      "The first row is what happened; the others are histories of the same length drawn from the posterior. The known row should not stand out.",
    table: observedTable,
  },
  {
    id: "cascade",
    title: "Cascade",
    words:
      "What the price falls to when liquidations sell into the market. A branching ratio near 1 means that each liquidation brings another.",
    table: cascadeTable,
  },
  {
    id: "sensitivity",
    title: "What the choice hangs on",
    words:
      "One assumption changed at a time, at the middle of what is believed of length and rate, on episodes that all rows share. Where the interval holds zero, the guard cannot be said to save anything.",
    table: sensitivityTable,
  },
  {
    id: "contributions",
    title: "What each rollup adds to the tail",
    words: "The book spread evenly over the rollups, over a year. Parts add up to the tail of the whole.",
    table: contributionTable,
  },
  {
    id: "frontier",
    title: "Frontier",
    words:
      "Each policy by the tail of bad debt and by unfair liquidations; rings are those that no other beats in both.",
    table: frontierTable,
  },
  {
    id: "calibration",
    title: "Calibration",
    words:
      "Known lengths of outages beside those that the fitted law expects, in minutes. About nine in ten should lie in the band.",
    table: calibrationTable,
  },
  {
    id: "convergence",
    title: "Convergence",
    words: "Cost of the chosen policy as episodes are added, with its 90 % interval. It should have come to rest.",
    table: figureTable,
  },
  {
    id: "validation",
    title: "Validation",
    words: "Published values, computed again by the engine that made this report.",
    table: validationTable,
  },
  {
    id: "provenance",
    title: "Where the numbers come from",
    words: "Read in a source, fitted to known outages, assumed because nobody has published it, or given by the input.",
    table: provenanceTable,
  },
];

/** The sections that a report has. */
export function sectionsOf(report: RiskReport): readonly Section[] {
  return ALL.filter(({ isShown }) => isShown === undefined || isShown(report));
}

/** Sections whose chart says what no table of their own does. */
export const CHART_ONLY: ReadonlySet<string> = new Set(["loss", "convergence"]);
