/** Runs a stretch of blocks: draws each block's episodes, sweeps them over the policies and adds up. */
import { kernelsFor, type Kernels } from "../kernels/backend.js";
import { exp, log } from "../kernels/elementary.js";
import { addExactly, PARTS, scaleOf } from "../math/exact-sum.js";
import { checkInput, horizonOf } from "./check.js";
import { EpisodeDraw } from "./draw.js";
import {
  CLASSES,
  COLUMN,
  FIELD,
  FIELDS,
  layoutOf,
  NODES,
  RAMP_STEPS,
  SETTING,
  SPAN,
  SUMS,
  type Layout,
} from "./layout.js";
import { bookTable, type BookTable } from "./tables.js";
import { BLOCK, type PolicyTerms, type SimulationInput, type Sums } from "./types.js";

/** A prepared run: what is the same for every block is done once. */
export interface Simulation {
  /** Name of the backend that runs. */
  readonly backend: Kernels["name"];
  /** Adds the sums of the blocks `first` to `first + count − 1`. */
  run(first: number, count: number): void;
  /** What was added up so far. */
  sums(): Sums;
}

/** Simulates the blocks of an input. @throws RiskInputError */
export function simulate(input: SimulationInput): Sums {
  const simulation = prepare(input);
  simulation.run(input.blocks.first, input.blocks.count);
  return simulation.sums();
}

/**
 * Checks an input and prepares its run. @throws RiskInputError
 * @param table The book on its grid, where the caller has it; then `input.book` is not read.
 */
export function prepare(input: SimulationInput, table: BookTable = bookTable(input.book)): Simulation {
  checkInput(input);
  const count = input.policies.length;
  const layout = layoutOf(count);
  const kernels = kernelsFor(layout.length, input.backend);
  const { memory } = kernels;
  const lossScale = scaleOf(table.debt);
  writeTerms(input, table, lossScale, memory, layout);
  const terms = {
    seed: input.seed,
    tilt: input.tilt,
    horizon: horizonOf(input),
    repair: table.repair,
    stay: table.stay,
  };
  const draw = new EpisodeDraw(input.model, terms, kernels, layout);
  const weights = new Float64Array(2 * PARTS);
  const parts = new Float64Array(count * SUMS * PARTS);
  const scales = scalesOf(input, lossScale);
  const blocks: { first: number; count: number }[] = [];
  return {
    backend: kernels.name,
    run(first, blockCount) {
      for (let block = first; block < first + blockCount; block++) {
        draw.fill(block);
        kernels.sweep(layout, count);
        addWeights(memory, layout, weights);
        for (let index = 0; index < count * SUMS; index++) {
          addExactly(parts, index * PARTS, memory[layout.sums + index] ?? 0, scales[index % SUMS] ?? 1);
        }
      }
      blocks.push({ first, count: blockCount });
    },
    sums: () => ({
      policies: input.policies.map(({ id }) => id),
      blocks: joined(blocks),
      debt: table.debt,
      lossScale,
      weights: weights.slice(),
      parts: parts.slice(),
      classWeights: memory.slice(layout.classWeights, layout.classWeights + count * CLASSES),
      classLosses: memory.slice(layout.classLosses, layout.classLosses + count * CLASSES),
    }),
  };
}

/** Scales of the exact sums: value and square of money, and of debt-seconds. */
function scalesOf({ model }: SimulationInput, lossScale: number): Float64Array {
  const seconds = lossScale * scaleOf(86_400 + model.visibilityLag);
  return Float64Array.from({ length: SUMS }, (_, index) => {
    const scale = index < 6 ? lossScale : seconds;
    return index % 2 === 0 ? scale : scale * scale;
  });
}

function addWeights(memory: Float64Array, layout: Layout, weights: Float64Array): void {
  let [total, squares] = [0, 0];
  const start = layout.episodes + COLUMN.weight * BLOCK;
  for (let lane = 0; lane < BLOCK; lane++) {
    const weight = memory[start + lane] ?? 0;
    total += weight;
    squares += weight * weight;
  }
  addExactly(weights, 0, total, BLOCK);
  addExactly(weights, PARTS, squares, BLOCK);
}

function writeTerms(input: SimulationInput, table: BookTable, lossScale: number, m: Float64Array, at: Layout): void {
  m[at.settings + SETTING.lag] = input.model.visibilityLag;
  m[at.settings + SETTING.repair] = table.repair;
  m[at.settings + SETTING.top] = table.top;
  m[at.settings + SETTING.perNode] = (NODES - 1) / SPAN;
  m[at.settings + SETTING.depth] = table.depth;
  m[at.settings + SETTING.lossScale] = 1 / lossScale;
  m[at.settings + SETTING.stay] = table.stay;
  m.set(table.nodes, at.table);
  for (const [index, policy] of input.policies.entries()) {
    m.set(policyRow(policy, table.repair), at.policies + index * FIELDS);
  }
}

/** A policy as the kernels read it. */
export function policyRow(policy: PolicyTerms, repair: number): Float64Array {
  const row = new Float64Array(FIELDS);
  if (!policy.guarded) return row;
  const step = policy.ramp / RAMP_STEPS;
  row[FIELD.guarded] = 1;
  row[FIELD.minGrace] = policy.minGrace;
  row[FIELD.maxGrace] = policy.maxGrace;
  row[FIELD.graceScale] = policy.graceScale;
  row[FIELD.ignoreBelow] = policy.ignoreBelow;
  row[FIELD.budget] = policy.graceBudget;
  row[FIELD.carveOut] = policy.carveOut ? 1 : 0;
  row[FIELD.margin] = log(1 + policy.severityMargin);
  row[FIELD.step] = step;
  row[FIELD.rootStep] = Math.sqrt(step);
  row[FIELD.stepUnrepaired] = exp((-repair * step) / 3600);
  row.set(slicesOf(policy), FIELD.slices);
  return row;
}

/**
 * Shares of a position that are closed at the start and after each step of the ramp: of what is left, as much as the close factor of that
 * time is of a normal day's; at the end all that is left.
 */
export function slicesOf({ ramp, startCloseFactor, closeFactor }: PolicyTerms): number[] {
  if (ramp === 0) return [1];
  let left = 1;
  return Array.from({ length: RAMP_STEPS + 1 }, (_, k) => {
    const factor = startCloseFactor + ((closeFactor - startCloseFactor) * k) / RAMP_STEPS;
    const slice = k === RAMP_STEPS ? left : (left * factor) / closeFactor;
    left -= slice;
    return slice;
  });
}

/** Stretches in order, joined where they touch. */
export function joined(blocks: readonly { first: number; count: number }[]): { first: number; count: number }[] {
  const result: { first: number; count: number }[] = [];
  for (const { first, count } of blocks.toSorted((a, b) => a.first - b.first)) {
    const last = result.at(-1);
    if (last !== undefined && last.first + last.count === first) last.count += count;
    else result.push({ first, count });
  }
  return result;
}
