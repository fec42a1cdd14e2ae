import { expect } from "chai";

import { feedLag } from "../../../src/lab/lag/feed-lag.js";

describe("lab/lag", () => {
  it("given Nitro / when asked for the ends and the middle / visibility is 6.4 to 13 minutes", () => {
    expect(feedLag("nitro", "min")).to.deep.equal({ downDetection: 135n, upDetection: 15n, visibility: 384n });
    expect(feedLag("nitro", "max")).to.deep.equal({ downDetection: 190n, upDetection: 70n, visibility: 780n });
    expect(feedLag("nitro")).to.deep.equal({ downDetection: 162n, upDetection: 42n, visibility: 582n });
  });

  it("given the other clocks / when asked for the middle / only visibility differs", () => {
    expect(feedLag("op-stack").visibility).to.equal(48n);
    expect(feedLag("finalized-l1").visibility).to.equal(960n);
    expect(feedLag("linea").visibility).to.equal(0n);
    expect(feedLag("plain").downDetection).to.equal(162n);
  });
});
