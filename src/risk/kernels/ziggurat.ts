/** The layers of the ziggurat for normal numbers. Source: Marsaglia & Tsang 2000, 256 layers. */
import { exp, log } from "./elementary.js";

const LAYERS = 256;
const TAIL = 3.6541528853610088;
const AREA = 0.00492867323399;
const HALF = 2 ** 31;

/** Floats of a layer: [bound of the value, width, density, 0]. */
export const LAYER_SIZE = 4;
export const LAYERS_LENGTH = LAYERS * LAYER_SIZE;

/** Makes the layers: four floats each. */
export function zigguratLayers(): Float64Array {
  const layers = new Float64Array(LAYERS_LENGTH);
  const set = (layer: number, field: number, value: number) => {
    layers[layer * LAYER_SIZE + field] = value;
  };
  const density = (x: number) => exp(-0.5 * x * x);
  const base = AREA / density(TAIL);
  set(0, 0, Math.floor((TAIL / base) * HALF));
  set(0, 1, base / HALF);
  set(0, 2, 1);
  let [x, before] = [TAIL, TAIL];
  set(LAYERS - 1, 1, TAIL / HALF);
  set(LAYERS - 1, 2, density(TAIL));
  for (let layer = LAYERS - 2; layer >= 1; layer--) {
    x = Math.sqrt(-2 * log(AREA / x + density(x)));
    set(layer + 1, 0, Math.floor((x / before) * HALF));
    set(layer, 1, x / HALF);
    set(layer, 2, density(x));
    before = x;
  }
  return layers;
}
