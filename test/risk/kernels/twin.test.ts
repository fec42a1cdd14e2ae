import { expect } from "chai";

import { kernelsFor } from "../../../src/risk/kernels/backend.js";
import { exp, log, normalQuantile } from "../../../src/risk/kernels/elementary.js";
import { quantile } from "../../../src/risk/math/normal.js";
import { philox } from "../../../src/risk/random/philox.js";
import { pathBlocks } from "../../../src/risk/simulate/paths.js";
import { simulate } from "../../../src/risk/simulate/simulate.js";
import { bytesOf, runInput } from "../../helpers/risk-run.js";

const BLOCK = 512;
const bytes = (numbers: Float64Array) => Buffer.from(Uint8Array.from(new Uint8Array(numbers.slice().buffer)));

describe("Kernels", () => {
  it("given a block number beyond 32 bits / when uniforms are drawn / both backends give what Philox gives", () => {
    const [seed, block, pair] = [0x1234_5678_9abc_def0n, 2 ** 33 + 5, 3];
    for (const backend of ["wasm", "typescript"] as const) {
      const kernels = kernelsFor(2 * BLOCK, backend);
      kernels.draw(seed, block, { pair, even: 0, odd: BLOCK, normal: false });
      for (const lane of [0, 1, 511]) {
        const words = philox([lane, pair, 5, 2], [0x9abcdef0, 0x12345678]);
        const unit = (high: number, low: number) => (high * 2 ** 21 + (low >>> 11) + 0.5) * 2 ** -53;
        expect(kernels.memory[lane], backend).to.equal(unit(words[0], words[1]));
        expect(kernels.memory[BLOCK + lane], backend).to.equal(unit(words[2], words[3]));
      }
    }
  });

  it("given the same address / when normals are drawn / both backends give the same bits", () => {
    const [first, second] = (["wasm", "typescript"] as const).map((backend) => {
      const kernels = kernelsFor(2 * BLOCK, backend);
      kernels.draw(7n, 1, { pair: 0, even: 0, odd: BLOCK, normal: true });
      return bytes(kernels.memory.slice(0, 2 * BLOCK));
    });
    expect(first?.equals(second ?? Buffer.alloc(0))).to.equal(true);
  });

  it("given paths with many jumps / when run / both backends give the same bits", () => {
    const terms = {
      r: 0.05,
      sigma: 0.6,
      jumps: { rate: 2000, mean: -0.001, deviation: 0.01 },
      years: 1 / 365,
      steps: 288,
      seed: 3n,
    };
    const [wasm, twin] = (["wasm", "typescript"] as const).map((backend) => pathBlocks({ ...terms, backend }));
    for (const block of [0, 9]) {
      const [a, b] = [wasm?.(block), twin?.(block)];
      if (a === undefined || b === undefined) throw new Error("HF_TEST: a backend is missing");
      expect(bytes(a.ends).equals(bytes(b.ends)), "ends").to.equal(true);
      expect(bytes(a.lows).equals(bytes(b.lows)), "lows").to.equal(true);
    }
  });

  it("given so many jumps that every step has some / when run / both backends give the same bits, and every path jumps", () => {
    const terms = { r: 0, sigma: 0.1, jumps: { rate: 50, mean: -0.1, deviation: 0.001 }, years: 1, steps: 1, seed: 5n };
    const [wasm, twin] = (["wasm", "typescript"] as const).map((backend) => pathBlocks({ ...terms, backend })(0));
    if (wasm === undefined || twin === undefined) throw new Error("HF_TEST: a backend is missing");
    expect(bytes(wasm.ends).equals(bytes(twin.ends))).to.equal(true);
    // The drift against the jumps: without jumps nothing would be far from it.
    const still = 50 * (1 - Math.exp(-0.1));
    for (const end of wasm.ends) expect(end - still).to.be.lessThan(-1);
  });

  it("given every kind of policy, jumps, a cascade and a tilt / when swept / both backends give the same bits", () => {
    const tilt = { share: 0.5, shift: { duration: 1, volatility: 1, outage: -1.5, opening: -0.5 } };
    for (const input of [runInput(), runInput({ tilt }), runInput({ book: { ...runInput().book, depth: 50 } })]) {
      const [wasm, twin] = (["wasm", "typescript"] as const).map((backend) => bytesOf(simulate({ ...input, backend })));
      expect(wasm?.equals(twin ?? Buffer.alloc(0))).to.equal(true);
    }
  });

  it("given arguments over the whole range / when e^x, ln x and the normal quantile are asked / they are right to 1e-14", () => {
    for (let x = -700; x < 700; x += 0.731) {
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).to.be.lessThan(1e-14);
      expect(Math.abs(log(Math.exp(x)) - x)).to.be.lessThan(1e-14 * Math.max(1, Math.abs(x)));
    }
    for (let p = 0.001; p < 1; p += 0.001) {
      expect(Math.abs(normalQuantile(p) - quantile(p))).to.be.lessThan(1e-13);
    }
    expect(Math.abs(normalQuantile(1e-20) + 9.26234008979841)).to.be.lessThan(1e-13);
    expect(exp(-1000)).to.equal(0);
  });
});
