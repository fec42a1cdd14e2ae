/** A small run of the simulation, for tests. */
import type { LendingPosition, PackedSums, PolicyTerms, SimulationInput, Sums } from "../../src/risk/simulate/types.js";

/** A guard that gives a second for a second, within bounds. */
export function policyTerms(id: string, terms: Partial<PolicyTerms> = {}): PolicyTerms {
  return {
    id,
    guarded: true,
    minGrace: 600,
    maxGrace: 14_400,
    graceScale: 1,
    ignoreBelow: 60,
    ramp: 1800,
    startCloseFactor: 0.1,
    closeFactor: 0.5,
    carveOut: false,
    severityMargin: 0.02,
    graceBudget: 21_600,
    ...terms,
  };
}

/** Positions whose thresholds lie evenly from 55 % to 95 % of a price of 3000. */
export function positionsOf(count: number): LendingPosition[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    collateral: 1 + (index % 3),
    debt: (1 + (index % 3)) * 0.8 * 3000 * (0.55 + (0.4 * index) / count),
    liquidationThreshold: 0.8,
    bonus: 0.05,
  }));
}

/** A run with jumps, false alarms, a cascade and every kind of policy. */
export function runInput(over: Partial<SimulationInput> = {}): SimulationInput {
  return {
    model: {
      duration: { law: "logNormal", mu: Math.log(5220), sigma: 1.25 },
      falseDuration: { law: "logNormal", mu: Math.log(900), sigma: 1 },
      falseShare: 0.2,
      volatility: { law: "logNormal", median: 0.9, deviation: 0.5 },
      drift: 0,
      jumps: { rate: 40, mean: -0.05, deviation: 0.08 },
      visibilityLag: 900,
      detection: 300,
    },
    book: { name: "test", price: 3000, positions: positionsOf(200), repair: { perHour: 0.5 }, depth: 4000 },
    policies: [
      policyTerms("none", { guarded: false }),
      policyTerms("plain"),
      policyTerms("carved", { carveOut: true }),
      policyTerms("long", { minGrace: 7200, ramp: 0 }),
    ],
    seed: 2026n,
    blocks: { first: 0, count: 14 },
    ...over,
  };
}

/** All numbers of sums, as bytes. */
export function bytesOf(sums: Sums): Buffer {
  return Buffer.concat(
    [sums.weights, sums.parts, sums.classWeights, sums.classLosses].map((numbers) =>
      Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength),
    ),
  );
}

/** All numbers of packed sums, as bytes. */
export function packedBytes(packed: readonly PackedSums[]): Buffer {
  return Buffer.concat(
    packed.flatMap(({ policy, classes, ...quantities }) => [
      Buffer.from(policy),
      ...Object.values(quantities).map((moments) => Buffer.from(Float64Array.from(Object.values(moments)).buffer)),
      ...Object.values(classes).map(({ buffer, byteOffset, byteLength }) =>
        Buffer.from(buffer, byteOffset, byteLength),
      ),
    ]),
  );
}
