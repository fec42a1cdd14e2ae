import { expect } from "chai";

import { labChainList } from "../../../src/lab/chains.js";
import { withLab } from "../../../src/lab/hooks/config.js";

describe("lab/hooks/config", () => {
  it("given an empty configuration / when extended / it has a fork network and a descriptor for every chain of the lab", () => {
    const { networks, chainDescriptors } = withLab({});
    for (const { networkName, chainId, chainType } of labChainList) {
      expect(networks?.[networkName]).to.include({ type: "edr-simulated", chainId, chainType });
      expect(chainDescriptors?.[chainId]).to.include({ chainType });
    }
  });

  it("given the user's own network and descriptor of the same names / when extended / the user's win", () => {
    const own = { type: "http", url: "http://127.0.0.1:1" } as const;
    const { networks, chainDescriptors } = withLab({
      networks: { arbitrumFork: own, mine: own },
      chainDescriptors: { 42161: { name: "mine" } },
    });
    expect(networks?.["arbitrumFork"]).to.equal(own);
    expect(networks?.["mine"]).to.equal(own);
    expect(networks).to.have.property("baseFork");
    expect(chainDescriptors?.[42161]).to.deep.equal({ name: "mine" });
  });
});
