import { readFile } from "node:fs/promises";

import { expect } from "chai";
import JSON5 from "json5";

import { demoBook } from "../../../src/demo/grace/book.js";
import { chooseGrace } from "../../../src/demo/grace/choose.js";
import { GRACE_RULES } from "../../../src/demo/grace/invariants.js";
import type { Choice, Run } from "../../../src/report/model.js";
import { expectClose } from "../../helpers/close-to.js";

const PRICES = { weth: 224_000_000_000n, usdc: 100_000_000n };

describe("demo, chosen grace", () => {
  it("given the cast / when read as a book / it holds who borrows before the outage, and who of them acts", () => {
    const { positions, repair, price } = demoBook(PRICES, 1);
    expect(price).to.equal(2_240);
    expect(positions.map(({ id }) => id)).to.deep.equal(["ana", "ben", "cleo", "dan"]);
    const debts = positions.map(({ debt }) => debt);
    expect(debts).to.deep.equal([183_600, 185_900, 188_100, 371_800]);
    expectClose(repair.share ?? NaN, (183_600 + 188_100) / 929_400, 1e-12, "share of the debt whose owners act");
  });

  it("given a parameter file / when a grace is chosen / it says why, and the file holds it", async () => {
    const file = await readFile("deploy/parameters/arbitrum.json5", "utf8");
    const { sentences, terms, parameters } = chooseGrace("arbitrum", PRICES, file);
    expect(sentences[0]).to.match(/^grace chosen: .+ \(90 % .+ to .+\), because /);
    const { SequencerGuard } = JSON5.parse<{ SequencerGuard: { policy: Record<string, unknown> } }>(parameters);
    const { policy } = SequencerGuard;
    expect(policy).to.include({ minGrace: terms.minGrace, maxGrace: terms.maxGrace, ramp: terms.ramp });
  });

  it("given a guard that answers something else / when judged / DEMO-16 names the parameter", () => {
    const choice = (deployed: number): Choice => ({
      sentences: [],
      episodes: 1,
      terms: [{ name: "minGrace", chosen: 900, deployed }],
    });
    const check = (deployed: number) => GRACE_RULES[0]?.check({ choice: choice(deployed) } as Run);
    expect(check(900)).to.deep.equal([]);
    expect(check(901)).to.deep.equal(["minGrace is 901; 900 was chosen"]);
  });
});
