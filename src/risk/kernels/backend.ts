/** The kernels behind one face. Both backends work on one memory of 64-bit floats and give the same bits. */
import { RiskInputError } from "../errors.js";
import type { Layout } from "../simulate/layout.js";
import type { Backend } from "../simulate/types.js";
import { useMemory } from "./dialect.js";
import { mertonBlock } from "./merton.js";
import { sweepBlock } from "./sweep.js";
import { fillUniforms } from "./uniforms.js";
import { wasmModule } from "./wasm.js";

/** Where two dimensions of the lanes of a block go, as offsets in the memory. */
export interface PairTarget {
  readonly pair: number;
  readonly even: number;
  readonly odd: number;
  /** Normal scores instead of uniform numbers. */
  readonly normal: boolean;
}

/** Arguments of a block of step-by-step paths; offsets are in the memory. See `merton.ts`. */
export interface PathBlock {
  readonly states: number;
  readonly layers: number;
  readonly ends: number;
  readonly lows: number;
  readonly steps: number;
  readonly drift: number;
  readonly deviation: number;
  readonly threshold: number;
  readonly jumpsInStep: number;
  readonly jumpMean: number;
  readonly jumpDeviation: number;
}

/** Kernels with their memory. */
export interface Kernels {
  readonly name: "wasm" | "typescript";
  readonly memory: Float64Array;
  /** Draws two dimensions of every lane of a block. */
  draw(seed: bigint, block: number, target: PairTarget): void;
  /** Sweeps the episodes in memory over the policies in memory. */
  sweep(layout: Layout, policies: number): void;
  /** Runs a block of paths. */
  paths(block: PathBlock): void;
}

/** The functions of a backend, as both write them. */
export interface KernelFunctions {
  readonly fillUniforms: typeof fillUniforms;
  readonly sweepBlock: typeof sweepBlock;
  readonly mertonBlock: typeof mertonBlock;
}

/** Kernels with room for `length` floats. @throws RiskInputError when WebAssembly is asked for and cannot be had. */
export function kernelsFor(length: number, backend: Backend = "auto"): Kernels {
  const module = backend === "typescript" ? undefined : wasmModule(length);
  if (module !== undefined) return faceOf("wasm", module.memory, module.functions, () => undefined);
  if (backend === "wasm") throw new RiskInputError("backend", backend, "a machine with WebAssembly and SIMD");
  const memory = new Float64Array(length);
  return faceOf("typescript", memory, { fillUniforms, sweepBlock, mertonBlock }, () => useMemory(memory));
}

function faceOf(name: Kernels["name"], memory: Float64Array, functions: KernelFunctions, enter: () => void): Kernels {
  return {
    name,
    memory,
    draw(seed, block, { pair, even, odd, normal }) {
      enter();
      const [key0, key1] = [Number(seed & 0xffffffffn) | 0, Number((seed >> 32n) & 0xffffffffn) | 0];
      const [low, high] = [block | 0, Math.floor(block / 2 ** 32) | 0];
      functions.fillUniforms(key0, key1, low, high, pair, even, odd, normal ? 1 : 0);
    },
    sweep(at, policies) {
      enter();
      functions.sweepBlock(
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
    paths(p) {
      enter();
      functions.mertonBlock(
        p.states,
        p.layers,
        p.ends,
        p.lows,
        p.steps,
        p.drift,
        p.deviation,
        p.threshold,
        p.jumpsInStep,
        p.jumpMean,
        p.jumpDeviation,
      );
    },
  };
}
