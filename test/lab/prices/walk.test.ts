import { expect } from "chai";

import { walk } from "../../../src/lab/prices/walk.js";

const FROM = 2_000_00000000n;
const [START, END] = [1_000_000n, 1_006_000n];
const path = (seed: bigint) => walk(FROM, 0.12, START, END, seed);

describe("lab, prices, walk", () => {
  it("given its start and its end / when asked / it has lost nothing and the whole fraction, whatever the seed", () => {
    for (const seed of [0n, 1n, 2n ** 63n]) {
      expect(path(seed)(START - 1n)).to.equal(FROM);
      expect(path(seed)(START)).to.equal(FROM);
      expect(path(seed)(END)).to.equal(1_760_00000000n);
      expect(path(seed)(END + 1n)).to.equal(1_760_00000000n);
    }
  });

  it("given the same seed / when asked / the price is the same; another seed wanders elsewhere", () => {
    const middle = (START + END) / 2n;
    expect(path(7n)(middle)).to.equal(path(7n)(middle));
    expect(path(7n)(middle)).not.to.equal(path(8n)(middle));
  });

  it("given every minute / when asked / the price wanders, and stays near the even fall", () => {
    const prices = Array.from({ length: 100 }, (_, minute) => Number(path(3n)(START + 60n * BigInt(minute))));
    const even = (minute: number) => Number(FROM) * (1 - (0.12 * minute) / 100);
    expect(new Set(prices).size).to.equal(100);
    for (const [minute, price] of prices.entries()) expect(Math.abs(price / even(minute) - 1)).to.be.below(0.05);
  });

  it("given less than a minute / when asked within / it falls at the end only", () => {
    const short = walk(FROM, 0.5, START, START + 59n, 1n);
    expect(short(START + 58n)).to.equal(FROM / 2n);
    expect(short(START)).to.equal(FROM);
  });
});
