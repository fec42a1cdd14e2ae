import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { deployMarket, usd, usdc, weth, withOpenPosition } from "../helpers/market.js";
import { deployGuard, STATUSES, type Status } from "../helpers/sequencer-guard.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

/** An outage of 88 minutes: its grace is as long, and users see the recovery up to 15 minutes late. */
const OUTAGE = 88 * 60;
const GRACE = OUTAGE + 900;
const RAMP = 3600;
const ALL = 2n ** 256n - 1n;

async function fixture() {
  const { guard, feed } = await deployGuard(connection);
  const market = await withOpenPosition(await deployMarket(connection, await guard.getAddress()));
  const start = (await networkHelpers.time.latest()) + 86_400;
  return { ...market, guard, feed, start, end: start + OUTAGE };
}
type Fixture = Awaited<ReturnType<typeof fixture>>;

/** Brings the guard into a status; the prices are fresh there and have fallen so far that the position may be liquidated. */
async function enter({ feed, start, end, guard, setPrices }: Fixture, status: Status): Promise<void> {
  if (status !== "Up") await feed.goDown(start);
  if (status === "Recovering" || status === "Ramping") await feed.recover(end);
  if (status === "Ramping") await moveTo(connection, end + GRACE);
  if (status === "Unknown") await networkHelpers.setCode(feed.proxy, "0x");
  await setPrices(usd("1700"));
  expect(STATUSES[Number((await guard.status()).status)]).to.equal(status);
}

/** Every entry that changes something, with what a guard is asked; `none` must run in every status. */
const ENTRIES = {
  depositCollateral: {
    action: "none",
    call: ({ market, stranger, borrower }: Fixture) => market.connect(stranger).depositCollateral(1n, borrower),
  },
  repay: {
    action: "none",
    call: ({ market, stranger, borrower }: Fixture) => market.connect(stranger).repay(1n, borrower),
  },
  withdrawCollateral: {
    action: "IncreaseRisk",
    call: ({ market, stranger }: Fixture) => market.connect(stranger).withdrawCollateral(1n, stranger),
  },
  borrow: {
    action: "IncreaseRisk",
    call: ({ market, stranger }: Fixture) => market.connect(stranger).borrow(1n, stranger),
  },
  liquidate: {
    action: "Liquidate",
    call: ({ market, liquidator, borrower }: Fixture) => market.connect(liquidator).liquidate(borrower, ALL, 0n),
  },
  deposit: { action: "none", call: ({ market, lender }: Fixture) => market.connect(lender).deposit(1n, lender) },
  mint: { action: "none", call: ({ market, lender }: Fixture) => market.connect(lender).mint(1n, lender) },
  withdraw: {
    action: "none",
    call: ({ market, lender }: Fixture) => market.connect(lender).withdraw(1n, lender, lender),
  },
  redeem: { action: "none", call: ({ market, lender }: Fixture) => market.connect(lender).redeem(1n, lender, lender) },
} as const;

/** Transfers and approvals of a lender's shares change nothing in the market. */
const SHARE_ENTRIES = ["approve", "transfer", "transferFrom"];

describe("LendingMarket behind a real guard", () => {
  it("given the market's ABI / when its state-changing entries are listed / each stands in this suite's table", async () => {
    const { market } = await networkHelpers.loadFixture(fixture);
    const entries = market.interface.fragments.flatMap((part) =>
      ethers.FunctionFragment.isFragment(part) && !part.constant ? [part.name] : [],
    );
    expect(entries.sort()).to.deep.equal([...Object.keys(ENTRIES), ...SHARE_ENTRIES].sort());
  });

  for (const status of STATUSES) {
    for (const [name, { action, call }] of Object.entries(ENTRIES)) {
      const passes = action === "none" || status === "Up" || status === "Ramping";
      it(`given status ${status} / when ${name} is called / it ${passes ? "passes" : "is stopped by the guard's error"}`, async () => {
        const world = await networkHelpers.loadFixture(fixture);
        await (await world.market.connect(world.stranger).depositCollateral(weth("5"), world.stranger)).wait();
        await enter(world, status);
        if (passes) {
          await expect(call(world)).not.to.be.revert(ethers);
          return;
        }
        const stopped = expect(call(world)).to.be;
        if (status === "Unknown")
          await stopped.revertedWithCustomError(world.guard, "UptimeFeedUnavailable").withArgs(world.feed.proxy);
        if (status === "Down")
          await stopped.revertedWithCustomError(world.guard, "SequencerDown").withArgs(world.start);
        if (status === "Recovering")
          await stopped.revertedWithCustomError(world.guard, "SequencerRecovering").withArgs(world.end + GRACE);
      });
    }
  }

  it("given the end of the grace / when liquidated a second before, at and after it / only the first is stopped", async () => {
    for (const offset of [-1, 0, 1]) {
      const world = await networkHelpers.loadFixture(fixture);
      await enter(world, "Recovering");
      await moveTo(connection, world.end + GRACE - 10);
      await world.setPrices(usd("1700"));
      await networkHelpers.time.setNextBlockTimestamp(world.end + GRACE + offset);
      const liquidation = world.market.connect(world.liquidator).liquidate(world.borrower, ALL, 0n);
      if (offset < 0) await expect(liquidation).to.be.revertedWithCustomError(world.guard, "SequencerRecovering");
      else await expect(liquidation).to.emit(world.market, "Liquidated");
    }
  });

  it("given the end of the ramp / when the status is asked / it is Up again", async () => {
    const world = await networkHelpers.loadFixture(fixture);
    await enter(world, "Ramping");
    await moveTo(connection, world.end + GRACE + RAMP);
    expect(STATUSES[Number((await world.guard.status()).status)]).to.equal("Up");
  });

  it("given a guard without code / when a borrower repays and adds collateral / neither asks it", async () => {
    const world = await networkHelpers.loadFixture(fixture);
    await networkHelpers.setCode(await world.guard.getAddress(), "0x");
    await networkHelpers.setCode(world.feed.proxy, "0x");
    await expect(world.market.connect(world.borrower).repay(usdc("1"), world.borrower)).not.to.be.revert(ethers);
    await expect(world.market.connect(world.borrower).depositCollateral(1n, world.borrower)).not.to.be.revert(ethers);
    await expect(world.market.connect(world.borrower).borrow(1n, world.borrower)).to.be.revert(ethers);
  });
});
