/** The rollups that have a preset; the names are those of `deploy/parameters/` where there is such a file. */
export const PRESET_NAMES = ["arbitrum", "optimism", "base", "scroll", "zksync"] as const;

/** Name of a preset. */
export type PresetName = (typeof PRESET_NAMES)[number];
