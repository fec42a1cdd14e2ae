import { expect } from "chai";
import { network } from "hardhat";

import "../../../src/lab/matchers/register.js";
import { rejection } from "../../helpers/rejection.js";

const NO_POLICY = [900, 7200, 10_000, 120, 3600, 21_600, 604_800, 900, 0, 0, false];
const UNTIL = 1_900_000_000n;
const [DOWN, RECOVERING, UP] = [1, 2, 4];

describe("lab/matchers/outage-matchers", () => {
  const setUp = async (status: number) => {
    const { ethers } = await network.create();
    const guard = await ethers.deployContract("ScriptedGuardMock", [NO_POLICY]);
    await guard.setState({ status, since: UNTIL - 900n, until: status === RECOVERING ? UNTIL : 0n });
    const protocol = await ethers.deployContract("GuardedHarness", [guard]);
    const healthy = await ethers.deployContract("TokenMock", ["Token", "T", 18]);
    // Takes its state from the guard and stops by itself, with the time.
    const loans = await ethers.deployContract("MutantProtocol", [guard, healthy, 0, 0]);
    return { protocol, loans, healthy };
  };

  /** The assertion must fail, and say why. */
  const fails = async (assertion: Promise<unknown>, because: RegExp): Promise<void> => {
    expect((await rejection(assertion)).message).to.match(because);
  };

  for (const status of [DOWN, RECOVERING]) {
    it(`given the guard's status ${String(status)} / when liquidating / stoppedByOutage holds, allowedInOutage fails`, async () => {
      const { protocol } = await setUp(status);
      await expect(protocol.liquidate()).to.be.stoppedByOutage();
      await expect(protocol.liquidate.staticCall()).to.be.stoppedByOutage();
      await expect(protocol.liquidate()).not.to.be.allowedInOutage();
      await fails(expect(protocol.liquidate()).to.be.allowedInOutage(), /stopped by Sequencer/);
      await fails(expect(protocol.liquidate()).not.to.be.stoppedByOutage(), /not to be stopped/);
    });
  }

  it("given the guard's status Up / when liquidating / allowedInOutage holds, stoppedByOutage fails", async () => {
    const { protocol } = await setUp(UP);
    await expect(protocol.liquidate()).to.be.allowedInOutage();
    await expect(protocol.liquidate()).not.to.be.stoppedByOutage();
    await fails(expect(protocol.liquidate()).to.be.stoppedByOutage(), /but it passed/);
    await fails(expect(protocol.liquidate()).not.to.be.allowedInOutage(), /but it passed/);
  });

  for (const [offset, holds] of [
    [-1n, false],
    [0n, true],
    [1n, false],
  ] as const) {
    it(`given a stop until a time / when expected until ${String(offset)} s from it / ${holds ? "holds" : "fails"}`, async () => {
      const { loans } = await setUp(RECOVERING);
      const assertion = expect(loans.borrow(1n)).to.be.stoppedByOutage(UNTIL + offset);
      if (holds) await assertion;
      else await fails(assertion, new RegExp(`names ${String(UNTIL)}`));
    });
  }

  it("given a stop without a time / when a time is expected / fails", async () => {
    const { protocol } = await setUp(DOWN);
    await fails(expect(protocol.liquidate()).to.be.stoppedByOutage({ until: UNTIL }), /names no time/);
  });

  it("given a stop for another reason / when stoppedByOutage / fails, and holds where the caller names the error", async () => {
    const { healthy } = await setUp(UP);
    const [nobody, error] = ["0x0000000000000000000000000000000000000001", "ERC20InsufficientBalance"];
    await fails(expect(healthy.transfer(nobody, 1n)).to.be.stoppedByOutage(), new RegExp(`stopped by ${error}`));
    await expect(healthy.transfer(nobody, 1n)).to.be.stoppedByOutage({ errors: [error] });
  });

  it("given a failure that is no revert / when awaited / it is thrown, not judged", async () => {
    await fails(expect(Promise.reject(new Error("no connection"))).to.be.stoppedByOutage(), /no connection/);
    await fails(expect(Promise.reject(new Error("no connection"))).not.to.be.stoppedByOutage(), /no connection/);
  });
});
