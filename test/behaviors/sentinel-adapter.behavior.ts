/** What every adapter of a guard to a lending protocol's sentinel does, whoever it is for. */
import { expect } from "chai";
import type { BaseContract } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { moveTo } from "../helpers/chainlink-clock.js";
import { breakFeed } from "../helpers/faults.js";
import { STATUSES, type Status } from "../helpers/guard-fixtures.js";
import { guardInStatus, guardOverFaultyFeed, OPEN_UNDER } from "../helpers/guard-in-status.js";

/** The two questions that every sentinel answers. */
export interface Sentinel extends BaseContract {
  isBorrowAllowed(): Promise<boolean>;
  isLiquidationAllowed(): Promise<boolean>;
  SEQUENCER_GUARD(): Promise<string>;
}

/** Deploys the adapter over a guard. */
export type DeployAdapter = (connection: NetworkConnection, guard: string) => Promise<Sentinel>;

/** The table, by hand. */
const OPEN: Record<Status, boolean> = { Unknown: false, Down: false, Recovering: false, Ramping: true, Up: true };

/** Runs the suite. */
export function shouldBehaveLikeSentinelAdapter(connection: NetworkConnection, deploy: DeployAdapter): void {
  const { networkHelpers, ethers } = connection;
  const answers = async (adapter: Sentinel) => [await adapter.isBorrowAllowed(), await adapter.isLiquidationAllowed()];

  for (const status of STATUSES) {
    it(`given status ${status} / when asked / borrow and liquidation are ${OPEN[status] ? "allowed" : "not allowed"}`, async () => {
      const { guard } = await guardInStatus(connection, status);
      const adapter = await deploy(connection, await guard.getAddress());
      expect(await answers(adapter)).to.deep.equal([OPEN[status], OPEN[status]]);
    });
  }

  it("given Unknown and a policy that liquidates then / when asked / liquidation alone is allowed", async () => {
    const { guard } = await guardInStatus(connection, "Unknown", true);
    expect(await answers(await deploy(connection, await guard.getAddress()))).to.deep.equal([false, true]);
  });

  it("[B9] given the end of the grace / when a second is missing, none, or one more / it opens at the second itself", async () => {
    const { guard, graceEnd } = await guardInStatus(connection, "Recovering");
    const adapter = await deploy(connection, await guard.getAddress());
    for (const [offset, open] of [
      [-1, false],
      [0, true],
      [1, true],
    ] as const) {
      await moveTo(connection, graceEnd + offset);
      expect(await answers(adapter), String(offset)).to.deep.equal([open, open]);
    }
  });

  for (const [fault, open] of OPEN_UNDER) {
    it(`[A6] given an uptime feed with the fault ${fault} / when asked / it answers ${open ? "yes" : "no"} and does not revert`, async () => {
      const { feed, guard } = await networkHelpers.loadFixture(faulty);
      const adapter = await deploy(connection, await guard.getAddress());
      await breakFeed(connection, feed, fault);
      await moveTo(connection, (await networkHelpers.time.latest()) + 300);
      expect(await answers(adapter)).to.deep.equal([open, open]);
    });
  }
  async function faulty() {
    return guardOverFaultyFeed(connection);
  }

  it("given a guard that is zero, has no code or is none / when deployed / it is refused with the address", async () => {
    const { guard } = await networkHelpers.loadFixture(faulty);
    const adapter = await deploy(connection, await guard.getAddress());
    const other = await (await ethers.deployContract("PriceFeedMock", [8])).getAddress();
    const stranger = "0x00000000000000000000000000000000000000AA";
    await expect(deploy(connection, ethers.ZeroAddress))
      .to.be.revertedWithCustomError(adapter, "ZeroAddress")
      .withArgs(ethers.encodeBytes32String("guard"));
    await expect(deploy(connection, stranger))
      .to.be.revertedWithCustomError(adapter, "NoCode")
      .withArgs(ethers.encodeBytes32String("guard"), stranger);
    await expect(deploy(connection, other))
      .to.be.revertedWithCustomError(adapter, "NotASequencerGuard")
      .withArgs(other);
  });

  it("[C12] given two adapters of one guard / when asked for it / both name the same", async () => {
    const { guard } = await networkHelpers.loadFixture(faulty);
    const address = await guard.getAddress();
    for (const adapter of [await deploy(connection, address), await deploy(connection, address)]) {
      expect(await adapter.SEQUENCER_GUARD()).to.equal(address);
    }
  });
}
