/** The kernels behind one face. Both backends work on one memory of 64-bit floats and give the same bits. */
import { fillUniforms } from "../random/uniforms.js";
import type { Layout } from "../simulate/layout.js";
import type { Backend } from "../simulate/types.js";
import { useMemory } from "./dialect.js";
import { sweepBlock } from "./sweep.js";

/** Kernels with their memory. */
export interface Kernels {
  readonly name: "wasm" | "typescript";
  readonly memory: Float64Array;
  /** Fills two dimensions of every lane of a block. */
  uniforms(seed: bigint, block: number, pair: number, even: Float64Array, odd: Float64Array): void;
  /** Sweeps the episodes in memory over the policies in memory. */
  sweep(layout: Layout, policies: number): void;
}

/** Kernels with room for `length` floats. */
export function kernelsFor(length: number, backend: Backend = "auto"): Kernels {
  void backend;
  return typescriptKernels(length);
}

/** The kernels in plain TypeScript. */
export function typescriptKernels(length: number): Kernels {
  const memory = new Float64Array(length);
  return {
    name: "typescript",
    memory,
    uniforms: fillUniforms,
    sweep: (at, policies) => {
      useMemory(memory);
      sweepBlock(
        at.settings,
        at.episodes,
        at.jumpTimes,
        at.jumpSizes,
        at.policies,
        at.table,
        at.sums,
        at.classWeights,
        at.classLosses,
        policies,
      );
    },
  };
}
