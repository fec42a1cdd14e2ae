import { expect } from "chai";

import { chainOf, chainRegistry, familyFactsOf } from "../../src/chains/chains.js";
import { labChain, labChainById, labChainList, labFeedsOf, labUptimeFeedOf } from "../../src/lab/chains.js";
import { thrown } from "../helpers/rejection.js";

describe("lab/chains", () => {
  it("given the registry / when compared / family and clock of each chain are the registry's", () => {
    for (const { name, chainId, family, clock } of labChainList) {
      expect(chainOf(chainId).family, name).to.equal(family);
      expect(familyFactsOf(family).clock, name).to.equal(clock);
      expect(labChainById(chainId)?.name).to.equal(name);
    }
    expect(labChainById(1)).to.equal(undefined);
  });

  it("given the registry's uptime feeds / when looked up / only Linea's address is made up, and always the same", () => {
    const invented = labChainList.filter((chain) => labUptimeFeedOf(chain).madeUp).map(({ name }) => name);
    expect(invented).to.deep.equal(["linea"]);
    for (const chain of labChainList) {
      const known = chainRegistry.uptimeFeeds.find(({ chainId }) => chainId === chain.chainId);
      expect(labFeedsOf(chain).uptime).to.equal(known?.proxy ?? labUptimeFeedOf(chain).proxy);
      expect(labFeedsOf(chain).madeUp).to.equal(known === undefined ? true : undefined);
      expect(labUptimeFeedOf(chain)).to.deep.equal(labUptimeFeedOf(chain));
    }
  });

  it("given each chain / when its price feeds are listed / collateral and debt of the demo are among them", () => {
    for (const chain of labChainList) expect(labFeedsOf(chain).prices).to.include.keys("ETH/USD", "USDC/USD");
  });

  it("given a name that is no chain of the lab / when looked up / the error lists the known ones", () => {
    const error = thrown(() => labChain("starknet"));
    expect(error.code).to.equal("HF_LAB_CHAIN_UNKNOWN");
    expect(error.message).to.include("arbitrum, optimism, base, scroll, zksync, linea");
  });
});
