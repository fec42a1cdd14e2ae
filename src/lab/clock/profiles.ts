import { ScenarioInvalidError } from "../errors.js";
import { finalizedL1Clock } from "./finalized-l1.js";
import { lineaClock } from "./linea.js";
import { nitroClock } from "./nitro.js";
import { opStackClock } from "./op-stack.js";
import { plainClock } from "./plain.js";
import type { ClockId, ClockProfile } from "./profile.js";

/** Every clock profile, by id. */
export const clockProfiles: Readonly<Record<ClockId, ClockProfile>> = {
  nitro: nitroClock,
  "op-stack": opStackClock,
  "finalized-l1": finalizedL1Clock,
  linea: lineaClock,
  plain: plainClock,
};

/**
 * A clock profile by id.
 * @throws ScenarioInvalidError when the text, from a place that types do not reach, names none.
 */
export function clockProfile(id: ClockId): ClockProfile {
  if (!Object.hasOwn(clockProfiles, id)) {
    throw new ScenarioInvalidError("clock", `"${id}"`, `known: ${Object.keys(clockProfiles).join(", ")}`);
  }
  return clockProfiles[id];
}
