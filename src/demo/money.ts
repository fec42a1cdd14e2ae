import type { MoneyRow } from "../report/model.js";
import { USDC_UNIT, valueInCents, WETH_UNIT, type Prices } from "../lab/probes/amounts.js";
import { CAST, type Actor } from "./cast.js";
import type { MarketWorld, Stage } from "./worlds.js";

/** What each actor has more or less than if nobody had done anything, valued at `prices`. */
export async function moneyRows(stage: Stage, prices: Prices): Promise<readonly MoneyRow[]> {
  const gains = await Promise.all(
    stage.worlds.map(async (world) => [world.id, await gainsIn(world, stage, prices)] as const),
  );
  return CAST.map(({ id, name, role }) => ({
    actor: name,
    role,
    cents: Object.fromEntries(gains.map(([world, ofWorld]) => [world, ofWorld[id] ?? 0])),
  }));
}

/**
 * Wallet, position and shares against what each actor started with. A position that owes more than it holds counts as nothing
 * to its owner: what is missing is the lenders' loss, whether written off yet or not.
 */
async function gainsIn(world: MarketWorld, stage: Stage, prices: Prices): Promise<Readonly<Record<string, number>>> {
  const holdings = await Promise.all(CAST.map(async (actor) => await holdingOf(actor, world, stage)));
  const equities = holdings.map(({ collateral, debt }) => valueInCents(collateral, -debt, prices));
  const missing = equities.reduce((sum, equity) => sum + Math.min(0, equity), 0);
  const lentByAll = holdings.reduce((sum, { lent }) => sum + lent, 0n);
  return Object.fromEntries(
    holdings.map(({ actor, weth, usdc, lent }, index) => {
      const start = valueInCents(actor.weth * WETH_UNIT, actor.usdc * USDC_UNIT, prices);
      const share = lentByAll === 0n ? 0 : Math.round((missing * Number(lent)) / Number(lentByAll));
      return [actor.id, valueInCents(weth, usdc + lent, prices) + Math.max(0, equities[index] ?? 0) + share - start];
    }),
  );
}

async function holdingOf(actor: Actor, { market, actors }: MarketWorld, stage: Stage) {
  const { address } = actors[actor.id];
  const [weth, usdc, { collateral, debt }, shares] = await Promise.all([
    stage.weth.balanceOf(address),
    stage.usdc.balanceOf(address),
    market.positionOf(address),
    market.balanceOf(address),
  ]);
  return { actor, weth, usdc, collateral, debt, lent: await market.convertToAssets(shares) };
}
