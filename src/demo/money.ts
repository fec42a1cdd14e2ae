import type { MoneyRow } from "../report/model.js";
import { USDC_UNIT, valueInCents, WETH_UNIT, type Prices } from "./amounts.js";
import { CAST, type Actor } from "./cast.js";
import type { MarketWorld, Stage } from "./worlds.js";

/** What each actor has more or less than if nobody had done anything, valued at `prices`. */
export async function moneyRows(stage: Stage, prices: Prices): Promise<readonly MoneyRow[]> {
  return await Promise.all(
    CAST.map(async (actor) => {
      const cents = await Promise.all(
        stage.worlds.map(async (world) => [world.id, await gainOf(actor, stage, world, prices)] as const),
      );
      return { actor: actor.name, role: actor.role, cents: Object.fromEntries(cents) };
    }),
  );
}

/**
 * Wallet, position and shares against what the actor started with. A position that owes more than it holds counts as nothing
 * to its owner: what is missing is the lenders' loss, realized or not.
 */
async function gainOf(actor: Actor, stage: Stage, { market, actors }: MarketWorld, prices: Prices): Promise<number> {
  const { address } = actors[actor.id];
  const [weth, usdc, position, shares] = await Promise.all([
    stage.weth.balanceOf(address),
    stage.usdc.balanceOf(address),
    market.positionOf(address),
    market.balanceOf(address),
  ]);
  const lent = await market.convertToAssets(shares);
  const equity = Math.max(0, valueInCents(position.collateral, -position.debt, prices));
  const start = valueInCents(actor.weth * WETH_UNIT, actor.usdc * USDC_UNIT, prices);
  return valueInCents(weth, usdc + lent, prices) + equity - start;
}
