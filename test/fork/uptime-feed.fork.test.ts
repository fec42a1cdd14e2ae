import { expect } from "chai";

import { labChain, labUptimeFeedOf } from "../../src/lab/chains.js";
import { LAB_CHAINS, suiteFork } from "../helpers/fork.js";

const PHASE = 1n << 64n;
const AGGREGATOR_ABI = [
  "function latestRoundData() view returns (uint80, int256, uint256, uint256, uint80)",
  "function getRoundData(uint80) view returns (uint80, int256, uint256, uint256, uint80)",
  "function typeAndVersion() view returns (string)",
  "function decimals() view returns (uint8)",
  "function aggregator() view returns (address)",
  "error NoDataPresent()",
];

const TYPES = {
  arbitrum: /^ArbitrumSequencerUptimeFeed /,
  opstack: /^OptimismSequencerUptimeFeed /,
  scroll: /^ScrollSequencerUptimeFeed /,
  zksync: /^ZKSyncSequencerUptimeFeed /,
  linea: /^LineaSequencerUptimeFeed /,
} as const;

for (const name of LAB_CHAINS) {
  describe(`fork/uptime feed of ${name}`, () => {
    const suite = suiteFork(name, { upstream: "embedded" });
    const registered = labUptimeFeedOf(labChain(name));
    const { family } = labChain(name);
    const arbitrum = family === "arbitrum";

    function feed() {
      const { ethers } = suite.fork.connection;
      const proxy = new ethers.Contract(registered.proxy, AGGREGATOR_ABI, ethers.provider);
      const aggregator = new ethers.Contract(registered.aggregator ?? "", AGGREGATOR_ABI, ethers.provider);
      return { proxy, aggregator, ethers };
    }

    it("given the registry / when the fork is read / chain id, proxy and aggregator are the real ones", async () => {
      const { proxy, aggregator, ethers } = feed();
      expect((await ethers.provider.getNetwork()).chainId).to.equal(BigInt(labChain(name).chainId));
      expect(suite.fork.feeds.uptime).to.equal(registered.proxy);
      expect(await proxy.getFunction("aggregator")()).to.equal(registered.aggregator);
      expect(await proxy.getFunction("decimals")()).to.equal(0n);
      expect(await aggregator.getFunction("typeAndVersion")()).to.match(TYPES[family]);
    });

    it("given the history / when walked / two phases alternate between up and down and times never go back", async () => {
      const newest = await suite.outage.round();
      expect(newest).to.include({ phaseId: 2n, aggregatorRound: 5n, answer: 0n });
      const ids = [
        ...[1n, 2n, 3n, 4n, 5n, 6n, 7n].map((id) => PHASE + id),
        ...[1n, 2n, 3n, 4n, 5n].map((id) => 2n * PHASE + id),
      ];
      let previous = 0n;
      for (const id of ids) {
        const round = await suite.outage.round(id);
        expect(round.answer, `round ${id}`).to.equal(id % 2n === 0n ? 1n : 0n);
        expect(round.startedAt > previous, `round ${id}`).to.equal(true);
        previous = round.startedAt;
      }
    });

    it("given the newest round / when its times are read / updatedAt moves with repeats on the Base family only", async () => {
      const { startedAt, updatedAt } = await suite.outage.round();
      const begin = suite.outage.upstream?.blockTime ?? 0n;
      expect(updatedAt).to.equal(arbitrum ? startedAt : begin - 9_000n);
    });

    it("given a round that does not exist / when read / Arbitrum answers zeros and the others revert", async () => {
      const { proxy } = feed();
      for (const unknown of [6n, 0n, 2n ** 40n]) {
        const answer = proxy.getFunction("getRoundData")(2n * PHASE + unknown);
        if (arbitrum) expect(await answer).to.deep.equal([2n * PHASE + unknown, 0n, 0n, 0n, 2n * PHASE + unknown]);
        else await expect(answer).to.be.revertedWithCustomError(proxy, "NoDataPresent");
      }
    });

    it("given the raw aggregator / when an account and a contract read it / only the contract is refused", async () => {
      const { aggregator, ethers } = feed();
      expect(await aggregator.getFunction("latestRoundData")()).to.have.length(5);
      const stranger = await ethers.deployContract("DataFeedsLegacyAggregatorProxy", [await aggregator.getAddress()]);
      await expect(stranger.latestRoundData()).to.be.revertedWith("No access");
    });
  });
}
