import { ScenarioInvalidError } from "../errors.js";
import { nitroClock } from "./nitro.js";
import { opStackClock } from "./op-stack.js";
import type { ClockId, ClockProfile } from "./profile.js";

const profiles: Partial<Record<ClockId, ClockProfile>> = { nitro: nitroClock, "op-stack": opStackClock };

/**
 * A clock profile by id.
 * @throws ScenarioInvalidError when this version of the lab does not have it.
 */
export function clockProfile(id: ClockId): ClockProfile {
  const found = profiles[id];
  if (found === undefined)
    throw new ScenarioInvalidError("clock", `"${id}"`, `known: ${Object.keys(profiles).join(", ")}`);
  return found;
}
