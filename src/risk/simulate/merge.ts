/** Adds the sums of disjoint stretches of one run: the same bits in any order and grouping. */
import { RiskInputError } from "../errors.js";
import { joined } from "./simulate.js";
import type { Sums } from "./types.js";

/** The sums of all parts together. @throws RiskInputError where they overlap or belong to different runs. */
export function mergeSums(parts: readonly Sums[]): Sums {
  const [first] = parts;
  if (first === undefined) throw new RiskInputError("parts", "empty", "at least one part");
  for (const [index, part] of parts.entries()) {
    if (part.policies.join("\n") !== first.policies.join("\n")) {
      throw new RiskInputError(`parts[${index}].policies`, part.policies.join(", "), "the policies of the first part");
    }
    if (part.debt !== first.debt || part.lossScale !== first.lossScale) {
      throw new RiskInputError(`parts[${index}].debt`, part.debt, `the debt of the first part, ${first.debt},`);
    }
  }
  const blocks = joined(parts.flatMap((part) => part.blocks));
  for (const [index, block] of blocks.entries()) {
    const before = blocks[index - 1];
    if (before !== undefined && before.first + before.count > block.first) {
      throw new RiskInputError("parts", `block ${block.first} more than once`, "each block once");
    }
  }
  // A part by itself is its own sum.
  if (parts.length === 1) return { ...first, blocks };
  const add = (pick: (sums: Sums) => Float64Array): Float64Array => {
    const total = pick(first).slice();
    for (const part of parts.slice(1)) {
      const values = pick(part);
      for (let i = 0; i < total.length; i++) total[i] = (total[i] ?? 0) + (values[i] ?? 0);
    }
    return total;
  };
  return {
    policies: first.policies,
    blocks,
    debt: first.debt,
    lossScale: first.lossScale,
    weights: add((sums) => sums.weights),
    parts: add((sums) => sums.parts),
    classWeights: add((sums) => sums.classWeights),
    classLosses: add((sums) => sums.classLosses),
  };
}
