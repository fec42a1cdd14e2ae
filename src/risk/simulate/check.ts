/** Checks of what a simulation is given, each error with field, value and bound. */
import { finite, nonNegative, positive, probability, whole, within } from "../check.js";
import { RiskInputError } from "../errors.js";
import { checkedJumps } from "../prices/merton.js";
import { MOST_TERMS } from "../math/exact-sum.js";
import { MOST_JUMPS, MOST_POLICIES } from "./layout.js";
import {
  BLOCK,
  type BlockRange,
  type DurationLaw,
  type EpisodeModel,
  type PolicyTerms,
  type SimulationInput,
  type Tilt,
  type VolatilityLaw,
} from "./types.js";

/** Longest time that a policy may look ahead, in seconds: 30 days. */
const LONGEST = 30 * 86_400;
const YEAR = 31_536_000;
/** Mean jumps of an episode: eight standard deviations of a block's number below what its table holds. */
const MOST_MEAN_JUMPS = (MOST_JUMPS - 8 * Math.sqrt(MOST_JUMPS)) / BLOCK;

/** Checks a whole input but the book, which `bookTable` checks. @throws RiskInputError */
export function checkInput(input: SimulationInput): void {
  checkModel(input.model);
  whole("policies.length", input.policies.length, 1, MOST_POLICIES);
  const ids = new Set<string>();
  for (const [index, policy] of input.policies.entries()) {
    checkPolicy(`policies[${index}]`, policy);
    if (ids.has(policy.id)) throw new RiskInputError(`policies[${index}].id`, policy.id, "an id of its own");
    ids.add(policy.id);
  }
  if (input.seed < 0n || input.seed >= 1n << 64n) throw new RiskInputError("seed", input.seed, "0 to 2^64 − 1");
  checkJumpCount(input.model.jumps.rate, horizonOf(input));
  checkBlocks("blocks", input.blocks);
  if (input.tilt !== undefined) checkTilt(input.tilt);
}

/** Longest time after a recovery that any policy looks at, in seconds. */
export function horizonOf({ model, policies }: Pick<SimulationInput, "model" | "policies">): number {
  const looks = policies.map((policy) => (policy.guarded ? model.visibilityLag + policy.maxGrace + policy.ramp : 0));
  return looks.reduce((a, b) => Math.max(a, b), 0);
}

/** The jumps of every block must fit their table: leaving some out would make prices too calm. */
function checkJumpCount(rate: number, horizon: number): void {
  if (rate * horizon === 0) return;
  const most = Math.floor((MOST_MEAN_JUMPS * YEAR) / horizon);
  if (rate > most) {
    const rule = `with lag, grace and ramp of up to ${Math.round(horizon)} s at most ${most} a year; give fewer jumps, a shorter maxGrace or a shorter ramp: nothing else`;
    throw new RiskInputError("model.jumps.rate", rate, rule);
  }
}

/** Checks a stretch of blocks. @throws RiskInputError */
export function checkBlocks(field: string, blocks: BlockRange): void {
  whole(`${field}.first`, blocks.first, 0, MOST_TERMS);
  whole(`${field}.count`, blocks.count, 1, MOST_TERMS - blocks.first);
}

/** Checks the law of an episode. @throws RiskInputError */
export function checkModel(model: EpisodeModel): void {
  checkDuration("model.duration", model.duration);
  checkDuration("model.falseDuration", model.falseDuration);
  probability("model.falseShare", model.falseShare);
  checkVolatility("model.volatility", model.volatility);
  within("model.drift", model.drift, -100, 100);
  checkedJumps(model.jumps);
  within("model.jumps.rate", model.jumps.rate, 0, 10_000);
  nonNegative("model.visibilityLag", model.visibilityLag);
  nonNegative("model.detection", model.detection);
}

function checkDuration(field: string, law: DurationLaw): void {
  if (law.law === "weibull") {
    positive(`${field}.scale`, law.scale);
    positive(`${field}.shape`, law.shape);
    return;
  }
  finite(`${field}.mu`, law.mu);
  positive(`${field}.sigma`, law.sigma);
  if (law.law === "logNormal") return;
  within(`${field}.level`, law.level, 0, 1 - 1e-9);
  if (finite(`${field}.index`, law.index) <= 1) {
    throw new RiskInputError(`${field}.index`, law.index, "more than one, so that there is a mean,");
  }
}

function checkVolatility(field: string, law: VolatilityLaw): void {
  switch (law.law) {
    case "constant":
      positive(`${field}.sigma`, law.sigma);
      return;
    case "logNormal":
      positive(`${field}.median`, law.median);
      nonNegative(`${field}.deviation`, law.deviation);
      return;
    case "linkedCir":
      for (const name of ["kappa", "theta", "xi"] as const) positive(`${field}.${name}`, law[name]);
      nonNegative(`${field}.a`, law.a);
      nonNegative(`${field}.b`, law.b);
      positive(`${field}.a + b`, law.a + law.b);
  }
}

function checkPolicy(field: string, policy: PolicyTerms): void {
  if (!policy.guarded) return;
  within(`${field}.minGrace`, policy.minGrace, 0, LONGEST);
  within(`${field}.maxGrace`, policy.maxGrace, policy.minGrace, LONGEST);
  nonNegative(`${field}.graceScale`, policy.graceScale);
  nonNegative(`${field}.ignoreBelow`, policy.ignoreBelow);
  within(`${field}.ramp`, policy.ramp, 0, LONGEST);
  within(`${field}.closeFactor`, policy.closeFactor, Number.MIN_VALUE, 1);
  within(`${field}.startCloseFactor`, policy.startCloseFactor, 0, policy.closeFactor);
  within(`${field}.severityMargin`, policy.severityMargin, 0, 0.1);
  within(`${field}.graceBudget`, policy.graceBudget, 0, LONGEST);
}

function checkTilt(tilt: Tilt): void {
  within("tilt.share", tilt.share, 0, 0.95);
  for (const key of ["duration", "volatility", "outage", "opening"] as const) {
    within(`tilt.shift.${key}`, tilt.shift[key], -8, 8);
  }
}
