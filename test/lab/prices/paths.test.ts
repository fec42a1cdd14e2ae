import { expect } from "chai";

import { gap } from "../../../src/lab/prices/gap.js";
import { linear } from "../../../src/lab/prices/linear.js";
import { fallen } from "../../../src/lab/prices/path.js";

const PRICE = 2_000_00000000n;

describe("lab/prices", () => {
  it("given a drop / when applied / it is exact to a millionth and may be a rise", () => {
    expect(fallen(PRICE, 0.12)).to.equal(1_760_00000000n);
    expect(fallen(PRICE, -0.000001)).to.equal(2_000_00200000n);
    expect(fallen(PRICE, 1)).to.equal(0n);
  });

  it("given a gap / when read around its moment / the lower price holds from that second on", () => {
    const path = gap(PRICE, 0.12, 1_000n);
    expect([999n, 1_000n, 1_001n].map(path)).to.deep.equal([PRICE, 1_760_00000000n, 1_760_00000000n]);
  });

  it("given an even fall / when read around its ends / it stands still outside and is linear inside", () => {
    const path = linear(PRICE, 0.1, 1_000n, 1_100n);
    expect([999n, 1_000n, 1_001n].map(path)).to.deep.equal([PRICE, PRICE, 1_998_00000000n]);
    expect(path(1_050n)).to.equal(1_900_00000000n);
    expect([1_099n, 1_100n, 1_101n].map(path)).to.deep.equal([1_802_00000000n, 1_800_00000000n, 1_800_00000000n]);
  });
});
