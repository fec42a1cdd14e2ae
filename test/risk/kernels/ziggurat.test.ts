import { expect } from "chai";

import { zigguratLayers } from "../../../src/risk/kernels/ziggurat.js";
import { cdf } from "../../../src/risk/math/normal.js";
import { pathBlocks } from "../../../src/risk/simulate/paths.js";
import { expectClose } from "../../helpers/close-to.js";

const LAYERS = 1024;
const HALF = 2 ** 31;
const TAIL = 4.0388498461;
const BLOCKS = 2000;

describe("Ziggurat", () => {
  it("given its layers / when measured / they lie on each other, each of one area, up to the density's top", () => {
    const floats = zigguratLayers();
    const edge = (layer: number) => floats[2 * layer] ?? NaN;
    const width = (layer: number) => (floats[2 * layer + 1] ?? NaN) * HALF;
    const density = (layer: number) => floats[2 * LAYERS + layer] ?? NaN;
    const area = width(0) * density(LAYERS - 1);
    expectClose(area, TAIL * density(LAYERS - 1) + Math.sqrt(2 * Math.PI) * cdf(-TAIL), 1e-12, "the base and the tail");
    expectClose(edge(0), TAIL, 1e-10);
    expect(edge(1)).to.equal(0);
    expect(density(0)).to.equal(1);
    for (let layer = 1; layer < LAYERS; layer++) {
      if (layer > 1) expect(edge(layer), `edge of layer ${layer}`).to.equal(width(layer - 1));
      expectClose(density(layer), Math.exp(-(width(layer) ** 2) / 2), 1e-15);
      expectClose(width(layer) * (density(layer - 1) - density(layer)), area, 1e-12, `area of layer ${layer}`);
    }
  });

  it("given a path of one step of deviation 1 / when run a million times / its ends are normal, in the tails too", () => {
    const run = pathBlocks({ r: 0.5, sigma: 1, years: 1, steps: 1, seed: 11n });
    const bounds = [-4.5, -TAIL, -3, -2, -1, -0.25, 0, 0.001, 0.5, 1.5, 2.5, 3.5, TAIL, 4.5];
    const below = new Array<number>(bounds.length).fill(0);
    let squares = 0;
    for (let block = 0; block < BLOCKS; block++) {
      for (const end of run(block).ends) {
        squares += end * end;
        bounds.forEach((bound, k) => (below[k] = (below[k] ?? 0) + (end < bound ? 1 : 0)));
      }
    }
    const count = BLOCKS * 512;
    expectClose(squares / count, 1, 4 * Math.sqrt(2 / count), "variance");
    bounds.forEach((bound, k) => {
      const p = cdf(bound);
      expectClose((below[k] ?? 0) / count, p, 4 * Math.sqrt((p * (1 - p)) / count), `below ${bound}`);
    });
  });
});
