import { expect } from "chai";

import { feedLag } from "../../../src/lab/lag/feed-lag.js";

describe("lab/lag", () => {
  it("given Nitro / when asked for the ends and the middle / visibility is 6.4 to 13 minutes", () => {
    expect(feedLag("nitro", "min")).to.deep.equal({ downDetection: 135n, upDetection: 15n, visibility: 384n });
    expect(feedLag("nitro", "max")).to.deep.equal({ downDetection: 190n, upDetection: 70n, visibility: 780n });
    expect(feedLag("nitro")).to.deep.equal({ downDetection: 162n, upDetection: 42n, visibility: 582n });
  });

  it("given the clocks whose feed reports from L1 / when asked for the middle / only visibility differs", () => {
    const fromL1 = { downDetection: 162n, upDetection: 42n };
    expect(feedLag("op-stack")).to.deep.equal({ ...fromL1, visibility: 48n });
    expect(feedLag("finalized-l1")).to.deep.equal({ ...fromL1, visibility: 960n });
    expect([feedLag("finalized-l1", "min").visibility, feedLag("finalized-l1", "max").visibility]).to.deep.equal([
      780n,
      1_140n,
    ]);
  });

  it("given Linea, whose sequencer reports itself / when asked / a halt shows past 60 s and nothing is late", () => {
    for (const choice of ["min", "typical", "max"] as const) {
      expect(feedLag("linea", choice)).to.deep.equal({ downDetection: 60n, upDetection: 0n, visibility: 0n });
    }
  });

  it("given the plain clock / when asked / there is no lag at all", () => {
    expect(feedLag("plain")).to.deep.equal({ downDetection: 0n, upDetection: 0n, visibility: 0n });
  });
});
