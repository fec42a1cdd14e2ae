/** What each part adds to the tail of the whole. Source: Euler's theorem on homogeneous measures (Tasche 1999). */
import { RiskInputError } from "../errors.js";
import { sampleTail, type Tail } from "./tail.js";

/** Tail of a sum, and what each part of it adds; the parts add up to the conditional value at risk. */
export interface Contributions extends Tail {
  readonly parts: readonly number[];
}

/**
 * Euler contributions to the conditional value at risk.
 * @param parts Losses by part, each with one number for each scenario.
 * @throws RiskInputError when there is no part, no scenario, or when parts differ in length.
 */
export function contributions(parts: readonly Float64Array[], level: number): Contributions {
  const total = totalOf(parts);
  const tail = sampleTail(total, level);
  const rest = (1 - level) * total.length;
  const beyond: number[] = [];
  const at: number[] = [];
  for (const [scenario, loss] of total.entries()) {
    if (loss > tail.valueAtRisk) beyond.push(scenario);
    else if (loss === tail.valueAtRisk) at.push(scenario);
  }
  // Scenarios that lose exactly the value at risk share what is left of the tail.
  const share = at.length === 0 ? 0 : (rest - beyond.length) / at.length;
  const mean = (part: Float64Array) => {
    const sumOver = (scenarios: readonly number[]) => scenarios.reduce((sum, s) => sum + (part[s] ?? 0), 0);
    return (sumOver(beyond) + share * sumOver(at)) / rest;
  };
  return { ...tail, parts: parts.map(mean) };
}

/** Refuses no parts, no scenarios, and parts of different lengths. @returns The number of scenarios. */
export function checkParts(parts: readonly Float64Array[]): number {
  const [first] = parts;
  if (first === undefined || first.length === 0) throw new RiskInputError("parts", "empty", "at least one scenario");
  for (const [index, part] of parts.entries()) {
    if (part.length !== first.length) {
      throw new RiskInputError(`parts[${index}].length`, part.length, `${first.length}, as the first part has,`);
    }
  }
  return first.length;
}

/** Loss of each scenario over all parts. */
function totalOf(parts: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(checkParts(parts));
  for (const part of parts) {
    for (let s = 0; s < total.length; s++) total[s] = (total[s] ?? 0) + (part[s] ?? 0);
  }
  return total;
}
