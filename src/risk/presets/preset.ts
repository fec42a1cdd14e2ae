/** What is taken for each rollup where an input says nothing. Every number says whether it was read, assumed or fitted, and from what. */
import { z } from "zod";

import { accept } from "../inputs/from-text.js";
import type { ModelOverrides } from "../inputs/model.js";
import { finite, name, nonNegative, positive, seconds, share } from "../inputs/numbers.js";
import type { EpisodeModel } from "../simulate/types.js";
import arbitrum from "./arbitrum.json" with { type: "json" };
import base from "./base.json" with { type: "json" };
import { PRESET_NAMES, type PresetName } from "./names.js";
import optimism from "./optimism.json" with { type: "json" };
import scroll from "./scroll.json" with { type: "json" };
import zksync from "./zksync.json" with { type: "json" };

/** A number, where it comes from, and what kind of knowledge that is. */
const marked = (value: z.ZodNumber) => z.object({ value, ...markAndSource }).strict();
const markAndSource = { mark: z.enum(["read", "assumed", "fitted"]), source: name };

const presetSchema = z
  .object({
    name: z.enum(PRESET_NAMES),
    chain: name,
    chainId: finite.int().positive(),
    numbers: z
      .object({
        durationMu: marked(finite),
        durationSigma: marked(positive),
        haltsPerYear: marked(positive),
        falseAlarmsPerYear: marked(nonNegative),
        falseDurationMu: marked(finite),
        falseDurationSigma: marked(positive),
        volatilityMedian: marked(positive),
        volatilityDeviation: marked(positive),
        drift: marked(finite),
        jumpsPerYear: marked(nonNegative),
        jumpMean: marked(finite),
        jumpDeviation: marked(positive),
        visibilityLag: marked(seconds),
        detection: marked(seconds),
        /** Seconds after which a user can force a transaction in; null where that is not possible or not known. */
        forcedInclusion: z.object({ value: seconds.nullable(), ...markAndSource }).strict(),
        repairPerHour: marked(nonNegative),
        repairShare: marked(share),
        capitalRate: marked(nonNegative),
      })
      .strict(),
  })
  .strict();

/** The numbers of one rollup. */
export type Preset = Readonly<z.infer<typeof presetSchema>>;

const presets: Readonly<Record<PresetName, Preset>> = {
  arbitrum: accept(presetSchema, arbitrum),
  optimism: accept(presetSchema, optimism),
  base: accept(presetSchema, base),
  scroll: accept(presetSchema, scroll),
  zksync: accept(presetSchema, zksync),
};

/** The preset of a rollup. @throws RiskInputError for a name that is not known. */
export function presetOf(chain: string): Preset {
  return presets[accept(z.enum(PRESET_NAMES), chain)];
}

/** Law of the episodes of a rollup, and how many a year brings. */
export interface RollupModel {
  readonly chain: string;
  readonly model: EpisodeModel;
  readonly haltsPerYear: number;
  readonly falseAlarmsPerYear: number;
  /** Halts and false alarms. */
  readonly episodesPerYear: number;
  readonly forcedInclusion: number | null;
  readonly repairPerHour: number;
  /** Share of the debt whose owners act at all. */
  readonly repairShare: number;
  readonly capitalRate: number;
}

/**
 * Law and rates of a preset, with what an input gives instead.
 * The share of false alarms follows from the two rates unless it is given itself.
 */
export function rollupModel({ chain, numbers }: Preset, overrides: ModelOverrides = {}): RollupModel {
  const value = <Name extends keyof Preset["numbers"]>(field: Name): Preset["numbers"][Name]["value"] =>
    numbers[field].value;
  const { haltsPerYear: halts, falseAlarmsPerYear: alarms, ...laws } = overrides;
  const haltsPerYear = halts ?? value("haltsPerYear");
  const falseAlarmsPerYear = alarms ?? value("falseAlarmsPerYear");
  const episodesPerYear = haltsPerYear + falseAlarmsPerYear;
  const model: EpisodeModel = {
    duration: { law: "logNormal", mu: value("durationMu"), sigma: value("durationSigma") },
    falseDuration: { law: "logNormal", mu: value("falseDurationMu"), sigma: value("falseDurationSigma") },
    falseShare: falseAlarmsPerYear / episodesPerYear,
    volatility: { law: "logNormal", median: value("volatilityMedian"), deviation: value("volatilityDeviation") },
    drift: value("drift"),
    jumps: { rate: value("jumpsPerYear"), mean: value("jumpMean"), deviation: value("jumpDeviation") },
    visibilityLag: value("visibilityLag"),
    detection: value("detection"),
    ...given(laws),
  };
  return {
    chain,
    model,
    haltsPerYear,
    falseAlarmsPerYear,
    episodesPerYear,
    forcedInclusion: value("forcedInclusion"),
    repairPerHour: value("repairPerHour"),
    repairShare: value("repairShare"),
    capitalRate: value("capitalRate"),
  };
}

/** What is there of a partial value. */
function given<T extends object>(partial: { readonly [Field in keyof T]?: T[Field] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(partial).filter(([, value]) => value !== undefined)) as Partial<T>;
}
