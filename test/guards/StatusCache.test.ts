import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { actionId, guardConfigOf, statusId, type Action } from "../helpers/guard-fixtures.js";
import { ALWAYS_ALLOWED, GUARD_FLAVOURS, STOPPABLE } from "../helpers/guard-flavours.js";
import { DAY } from "../helpers/guard-policy.js";
import { simulate, stepsOf } from "../helpers/guard-script.js";
import { externalCalls, traceOf } from "../helpers/guard-trace.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const [RISK, LIQUIDATE, SETTLE] = (["IncreaseRisk", "Liquidate", "Settle"] satisfies Action[]).map(actionId);

for (const flavour of GUARD_FLAVOURS) {
  async function healthy() {
    const feed = await ethers.deployContract("FaultyFeedMock");
    const script = await ethers.deployContract("TransactionScriptMock");
    const start = (await networkHelpers.time.latest()) + 1;
    await (await feed.pushRound(0, start)).wait();
    const config = await guardConfigOf(connection, await feed.getAddress(), "arbitrum", {
      guardian: await script.getAddress(),
    });
    const { contract } = await flavour.deploy(connection, config);
    await moveTo(connection, start + 10 * DAY);
    return { feed, script, contract, now: start + 10 * DAY };
  }

  describe(`status cache, ${flavour.name}`, () => {
    it("[E4] given one check in a transaction / when checked again / the second calls nobody", async () => {
      const { script, contract } = await networkHelpers.loadFixture(healthy);
      const once = await script.run(await stepsOf([[contract, "requireAllowed", RISK]]));
      const twice = await script.run(
        await stepsOf([
          [contract, "requireAllowed", RISK],
          [contract, "requireAllowed", RISK],
        ]),
      );
      const callsOnce = externalCalls(await traceOf(connection, once.hash), 2);
      const callsTwice = externalCalls(await traceOf(connection, twice.hash), 2);
      expect(callsOnce).to.be.greaterThan(0);
      expect(callsTwice).to.equal(callsOnce);
    });

    for (const action of ALWAYS_ALLOWED) {
      it(`[C1] given ${action} / when checked / nobody is called`, async () => {
        const { script, contract } = await networkHelpers.loadFixture(healthy);
        const sent = await script.run(await stepsOf([[contract, "requireAllowed", actionId(action)]]));
        const trace = await traceOf(connection, sent.hash);
        expect(externalCalls(trace, 2)).to.equal(0);
        expect(externalCalls(trace, 1), "the script's own call").to.equal(1);
        expect(trace.filter(({ op }) => op === "SLOAD" || op === "TLOAD" || op === "TSTORE")).to.deep.equal([]);
      });
    }

    for (const action of STOPPABLE) {
      it(`given ${action} allowed once / when the feed goes down in the same transaction / it stays allowed till its end`, async () => {
        const { feed, script, contract, now } = await networkHelpers.loadFixture(healthy);
        const steps = await stepsOf([
          [contract, "requireAllowed", actionId(action)],
          [feed, "pushRound", 1, now],
          [contract, "requireAllowed", actionId(action)],
        ]);
        await (await script.run(steps)).wait();
        await expect(contract.getFunction("requireAllowed").staticCall(actionId(action)))
          .to.be.revertedWithCustomError(contract, "SequencerDown")
          .withArgs(now);
      });
    }

    it("given a check / when isAllowed is asked later in the transaction / it reads what was found, and writes nothing itself", async () => {
      const { feed, script, contract, now } = await networkHelpers.loadFixture(healthy);
      const [, , cached] = await simulate(script, [
        [contract, "requireAllowed", RISK],
        [feed, "pushRound", 1, now],
        [contract, "isAllowed", RISK],
      ]);
      expect(cached).to.equal(true);
      const [before, , after] = await simulate(script, [
        [contract, "isAllowed", RISK],
        [feed, "pushRound", 1, now],
        [contract, "isAllowed", RISK],
      ]);
      expect([before, after]).to.deep.equal([true, false]);
      const asked = await script.run(await stepsOf([[contract, "isAllowed", LIQUIDATE]]));
      const writes = (await traceOf(connection, asked.hash)).filter(({ op }) => op === "TSTORE" || op === "SSTORE");
      expect(writes).to.deep.equal([]);
    });

    it("given a refusal that the caller survives / when the feed recovers in the same transaction / the refusal is not remembered", async () => {
      const { feed, script, contract, now } = await networkHelpers.loadFixture(healthy);
      await (await feed.pushRound(1, now - 7200)).wait();
      const check = contract.interface.encodeFunctionData("requireAllowed", [SETTLE]);
      const steps = await stepsOf([
        [script, "attempt", await contract.getAddress(), check],
        [feed, "pushRound", 0, now],
        [contract, "requireAllowed", SETTLE],
      ]);
      await expect(script.run.staticCall(steps)).to.be.revertedWithCustomError(contract, "SequencerRecovering");
    });
  });
}

for (const flavour of GUARD_FLAVOURS.slice(0, 2)) {
  it(`given a check, ${flavour.name} / when the guardian overrides in the same transaction / the next check knows`, async () => {
    const script = await ethers.deployContract("TransactionScriptMock");
    const feed = await ethers.deployContract("FaultyFeedMock");
    await (await feed.pushRound(0, 1_000)).wait();
    const config = await guardConfigOf(connection, await feed.getAddress(), "arbitrum", {
      guardian: await script.getAddress(),
    });
    const { contract } = await flavour.deploy(connection, config);
    const steps = await stepsOf([
      [contract, "requireAllowed", RISK],
      [contract, "overrideStatus", statusId("Down"), 60, "halt"],
      [contract, "requireAllowed", RISK],
    ]);
    await expect(script.run.staticCall(steps)).to.be.revertedWithCustomError(contract, "SequencerDown");
    const [, , allowed] = await simulate(script, [
      [contract, "requireAllowed", RISK],
      [contract, "overrideStatus", statusId("Down"), 60, "halt"],
      [contract, "isAllowed", RISK],
    ]);
    expect(allowed).to.equal(false);
  });
}

it("[C12] given two contracts with the mixin over one guard / when both check in one transaction / each asks once", async () => {
  const script = await ethers.deployContract("TransactionScriptMock");
  const feed = await ethers.deployContract("FaultyFeedMock");
  await (await feed.pushRound(0, 1_000)).wait();
  const guard = await ethers.deployContract("SequencerGuard", [
    await guardConfigOf(connection, await feed.getAddress(), "arbitrum"),
  ]);
  const [a, b] = [
    await ethers.deployContract("GuardedHarness", [await guard.getAddress()]),
    await ethers.deployContract("GuardedHarness", [await guard.getAddress()]),
  ];
  const sent = await script.run(
    await stepsOf([
      [a, "increaseRisk"],
      [b, "liquidate"],
      [a, "settle"],
      [a, "increaseRisk"],
    ]),
  );
  const trace = await traceOf(connection, sent.hash);
  // Depth 2 asks the guard, depth 3 the feed: once for each contract, however often it checks.
  expect(trace.filter(({ op, depth }) => op === "STATICCALL" && depth === 2)).to.have.length(2);
  expect(trace.filter(({ op, depth }) => op === "STATICCALL" && depth === 3)).to.have.length(2);
});
