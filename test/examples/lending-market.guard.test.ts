/** Every entry of the market in every status of a real guard on Chainlink's own uptime feed. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { deployMarket, ENOUGH_GAS, usd, usdc, weth, withOpenPosition } from "../helpers/market.js";
import { deployGuard, STATUSES, type Status } from "../helpers/sequencer-guard.js";

const connection = await network.create(ENOUGH_GAS);
const { ethers, networkHelpers } = connection;

/** An outage of 88 minutes: its grace is as long, and users see the recovery up to 15 minutes late. */
const OUTAGE = 88 * 60;
const GRACE = OUTAGE + 900;
const RAMP = 3600;
const ALL = 2n ** 256n - 1n;
/** 16 000 of debt on 10 collateral: may be liquidated, but debt and bonus are covered; and not even covered. */
const UNHEALTHY = usd("1700");
const SEVERE = usd("1600");

async function fixture() {
  const { guard, feed } = await deployGuard(connection);
  const market = await withOpenPosition(await deployMarket(connection, await guard.getAddress()));
  await (await market.market.connect(market.stranger).depositCollateral(weth("5"), market.stranger)).wait();
  const start = (await networkHelpers.time.latest()) + 86_400;
  return { ...market, guard, feed, start, end: start + OUTAGE };
}
type Fixture = Awaited<ReturnType<typeof fixture>>;

/** Brings the guard into a status; the prices are fresh there. */
async function enter(
  { feed, start, end, guard, setPrices }: Fixture,
  status: Status,
  price = UNHEALTHY,
): Promise<void> {
  if (status !== "Up") await feed.goDown(start);
  if (status === "Recovering" || status === "Ramping") await feed.recover(end);
  if (status === "Ramping") await moveTo(connection, end + GRACE);
  if (status === "Unknown") await networkHelpers.setCode(feed.proxy, "0x");
  await setPrices(price);
  expect(STATUSES[Number((await guard.status()).status)]).to.equal(status);
}

/** How an entry ends: `undefined` passes. */
type End = readonly [error: string, ...args: unknown[]] | undefined;
type Ends = (world: Fixture) => Readonly<Record<Status, End>>;

/** What an entry is to a guard: lenders' and share entries, and evidence, are no action of its. */
const ENDS = {
  ReduceRisk: () => ({ Unknown: undefined, Down: undefined, Recovering: undefined, Ramping: undefined, Up: undefined }),
  IncreaseRisk: ({ feed, start, end }) => ({
    Unknown: ["UptimeFeedUnavailable", feed.proxy],
    Down: ["SequencerDown", start],
    Recovering: ["SequencerRecovering", end + GRACE],
    Ramping: undefined,
    Up: undefined,
  }),
  Liquidate: ({ start, end }) => ({
    Unknown: undefined,
    Down: ["SequencerDown", start],
    Recovering: ["SequencerRecovering", end + GRACE],
    Ramping: undefined,
    Up: undefined,
  }),
  LiquidateSevere: ({ start }) => ({
    Unknown: undefined,
    Down: ["SequencerDown", start],
    Recovering: undefined,
    Ramping: undefined,
    Up: undefined,
  }),
  none: () => ({ Unknown: undefined, Down: undefined, Recovering: undefined, Ramping: undefined, Up: undefined }),
  evidenceOfGap: () => ({
    Unknown: ["NothingToRamp"],
    Down: ["NothingToRamp"],
    Recovering: ["NoGapShown", 1n, 2n],
    Ramping: ["NoGapShown", 1n, 2n],
    Up: ["NothingToRamp"],
  }),
  evidenceOfLife: () => ({
    Unknown: ["FeedNotDown"],
    Down: ["NotShownAlive"],
    Recovering: ["FeedNotDown"],
    Ramping: ["FeedNotDown"],
    Up: ["FeedNotDown"],
  }),
} satisfies Record<string, Ends>;

interface Entry {
  readonly action: keyof typeof ENDS;
  readonly price?: bigint;
  readonly call: (world: Fixture) => Promise<unknown>;
}

/** Every entry that changes something. The key is the function's name, or the name and what differs. */
const ENTRIES: Readonly<Record<string, Entry>> = {
  depositCollateral: {
    action: "ReduceRisk",
    call: ({ market, stranger, borrower }) => market.connect(stranger).depositCollateral(1n, borrower),
  },
  repay: {
    action: "ReduceRisk",
    call: ({ market, stranger, borrower }) => market.connect(stranger).repay(1n, borrower),
  },
  withdrawCollateral: {
    action: "IncreaseRisk",
    call: ({ market, stranger }) => market.connect(stranger).withdrawCollateral(1n, stranger),
  },
  borrow: {
    action: "IncreaseRisk",
    call: ({ market, stranger }) => market.connect(stranger).borrow(1n, stranger),
  },
  liquidate: {
    action: "Liquidate",
    call: ({ market, liquidator, borrower }) => market.connect(liquidator).liquidate(borrower, ALL, 0n),
  },
  "liquidate, of a severe position": {
    action: "LiquidateSevere",
    price: SEVERE,
    call: ({ market, liquidator, borrower }) => market.connect(liquidator).liquidate(borrower, ALL, 0n),
  },
  noteGap: { action: "evidenceOfGap", call: ({ market, stranger }) => market.connect(stranger).noteGap(1n, 2n) },
  noteAlive: { action: "evidenceOfLife", call: ({ market, stranger }) => market.connect(stranger).noteAlive() },
  deposit: { action: "none", call: ({ market, lender }) => market.connect(lender).deposit(1n, lender) },
  mint: { action: "none", call: ({ market, lender }) => market.connect(lender).mint(1n, lender) },
  withdraw: { action: "none", call: ({ market, lender }) => market.connect(lender).withdraw(1n, lender, lender) },
  redeem: { action: "none", call: ({ market, lender }) => market.connect(lender).redeem(1n, lender, lender) },
  approve: { action: "none", call: ({ market, lender, stranger }) => market.connect(lender).approve(stranger, 1n) },
  transfer: { action: "none", call: ({ market, lender, stranger }) => market.connect(lender).transfer(stranger, 1n) },
  transferFrom: {
    action: "none",
    call: async ({ market, lender, stranger }) => {
      await (await market.connect(lender).approve(stranger, 1n)).wait();
      return await market.connect(stranger).transferFrom(lender, stranger, 1n);
    },
  },
};

describe("LendingMarket behind a real guard", () => {
  it("[A1] given the market's ABI / when its state-changing entries are listed / each stands in this suite's table", async () => {
    const { market } = await networkHelpers.loadFixture(fixture);
    const entries = market.interface.fragments.flatMap((part) =>
      ethers.FunctionFragment.isFragment(part) && !part.constant ? [part.name] : [],
    );
    const names = Object.keys(ENTRIES).filter((key) => !key.includes(","));
    expect(entries.sort()).to.deep.equal(names.sort());
    expect([market.interface.fallback, market.interface.receive]).to.deep.equal([null, false]);
  });

  for (const status of STATUSES) {
    for (const [name, { action, price, call }] of Object.entries(ENTRIES)) {
      it(`[A1] given status ${status} / when ${name} is called (${action}) / it ends as the table says`, async () => {
        const world = await networkHelpers.loadFixture(fixture);
        await enter(world, status, price);
        const end: End = ENDS[action](world)[status];
        if (end === undefined) {
          await expect(call(world)).not.to.be.revert(ethers);
          return;
        }
        const [error, ...args] = end;
        const stopped = expect(call(world)).to.be.revertedWithCustomError(world.market, error);
        await (args.length === 0 ? stopped : stopped.withArgs(...args));
      });
    }

    for (const price of [UNHEALTHY, SEVERE]) {
      it(`[D9] given status ${status} at a price of ${String(price / usd("1"))} / when the view is asked / it says what the liquidation does in the same block`, async () => {
        const world = await networkHelpers.loadFixture(fixture);
        const { market, borrower, liquidator } = world;
        await enter(world, status, price);
        const { maxDebtValue, bonusBps } = await market.allowanceOf(borrower);
        const act = market.connect(liquidator).liquidate.staticCall(borrower, ALL, 0n);
        if (maxDebtValue === 0n) {
          await expect(act).to.be.revert(ethers);
          return;
        }
        const { repaid, seized } = await act;
        expect(repaid).to.equal(maxDebtValue / 10n ** 12n);
        expect(seized).to.equal((repaid * 10n ** 20n * (10_000n + bonusBps)) / (price * 10_000n));
      });
    }
  }

  it("[B9] given the end of the grace / when liquidated a second before, at and after it / only the first is stopped", async () => {
    for (const offset of [-1, 0, 1]) {
      const world = await networkHelpers.loadFixture(fixture);
      await enter(world, "Recovering");
      await moveTo(connection, world.end + GRACE - 10);
      await world.setPrices(UNHEALTHY);
      await networkHelpers.time.setNextBlockTimestamp(world.end + GRACE + offset);
      const liquidation = world.market.connect(world.liquidator).liquidate(world.borrower, ALL, 0n);
      if (offset < 0) await expect(liquidation).to.be.revertedWithCustomError(world.market, "SequencerRecovering");
      else await expect(liquidation).to.emit(world.market, "Liquidated");
    }
  });

  it("given the end of the ramp / when the status is asked / it is Up again", async () => {
    const world = await networkHelpers.loadFixture(fixture);
    await enter(world, "Ramping");
    await moveTo(connection, world.end + GRACE + RAMP);
    expect(STATUSES[Number((await world.guard.status()).status)]).to.equal("Up");
  });

  it("[C1] given a guard without code / when a borrower repays and adds collateral / neither asks it", async () => {
    const world = await networkHelpers.loadFixture(fixture);
    await networkHelpers.setCode(await world.guard.getAddress(), "0x");
    await networkHelpers.setCode(world.feed.proxy, "0x");
    await expect(world.market.connect(world.borrower).repay(usdc("1"), world.borrower)).not.to.be.revert(ethers);
    await expect(world.market.connect(world.borrower).depositCollateral(1n, world.borrower)).not.to.be.revert(ethers);
    await expect(world.market.connect(world.borrower).borrow(1n, world.borrower)).to.be.revert(ethers);
  });
});
