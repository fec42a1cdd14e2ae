/** What the module shows: the kernels, and where its memory of floats begins. */
import { BASE } from "./dialect";

export { fillUniforms } from "./uniforms";
export { sweepBlock } from "./sweep";
export { mertonBlock4 as mertonBlock } from "./merton4";

export function base(): i32 {
  return <i32>BASE;
}
