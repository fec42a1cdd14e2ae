/** Loads the WebAssembly module. */
import type { KernelFunctions } from "./backend.js";
import { KERNELS } from "./module.js";

const PAGE = 65_536;

/** As much of the engine's interface as is used here; the compiler's libraries for servers leave it out. */
interface Engine {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports };
}

interface Exports extends KernelFunctions {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  base(): number;
}

const engine = (globalThis as unknown as { readonly WebAssembly?: Engine }).WebAssembly;
let compiled: object | undefined;

/** A new instance with room for `length` floats; nothing where WebAssembly or SIMD is missing. */
export function wasmModule(length: number): { memory: Float64Array; functions: KernelFunctions } | undefined {
  if (engine === undefined) return undefined;
  compiled ??= compile(engine);
  if (compiled === undefined) return undefined;
  const functions = new engine.Instance(compiled, { env: { abort: () => undefined } }).exports;
  const base = functions.base();
  const needed = Math.ceil((base + length * 8) / PAGE) - functions.memory.buffer.byteLength / PAGE;
  if (needed > 0) functions.memory.grow(needed);
  return { memory: new Float64Array(functions.memory.buffer, base, length), functions };
}

function compile(machine: Engine): object | undefined {
  const bytes = Uint8Array.from(atob(KERNELS), (character) => character.charCodeAt(0));
  return machine.validate(bytes) ? new machine.Module(bytes) : undefined;
}
