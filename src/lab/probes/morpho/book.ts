import { AbiCoder, BaseContract, Contract, keccak256 } from "ethers";

import type { ProbeCall } from "../../probe/probe.js";
import { callOf } from "../calls.js";
import { eventsOf, type DatedEvent } from "../events.js";
import type { Judgement, LoanBook, LoanVerb, Party, Position } from "../loans/book.js";
import type { Morpho, MorphoMarket } from "./contracts.js";

/** What a reader of the code finds for each verb. */
export const MORPHO_PATHS: Readonly<Record<LoanVerb, string>> = {
  lend: "Morpho.supply",
  takeBack: "Morpho.withdraw",
  pledge: "Morpho.supplyCollateral",
  unpledge: "Morpho.withdrawCollateral",
  borrow: "Morpho.borrow",
  repay: "Morpho.repay",
  liquidate: "Morpho.liquidate",
};

const UNIT = 10n ** 18n;
/** Morpho's bonus at the probe's loan-to-value, rounded up; 18 decimals. */
const BONUS = 27n * 10n ** 15n;
/** Scale of an oracle's price. */
const PRICE_SCALE = 10n ** 36n;
/** Morpho's compiler leaves events of a library out of the ABI. */
const LIQUIDATE = [
  "event Liquidate(bytes32 indexed id, address indexed caller, address indexed borrower, uint256 repaidAssets, uint256 repaidShares, uint256 seizedAssets, uint256 badDebtAssets, uint256 badDebtShares)",
];
const PRICE = ["function price() view returns (uint256)"];

/** Morpho's virtual amounts: they keep an empty market's shares from being dear. */
const VIRTUAL_ASSETS = 1n;
const VIRTUAL_SHARES = 1_000_000n;

/** The id that Morpho gives a market. */
export function marketId({ loanToken, collateralToken, oracle, irm, lltv }: MorphoMarket): string {
  const types = ["address", "address", "address", "address", "uint256"];
  return keccak256(AbiCoder.defaultAbiCoder().encode(types, [loanToken, collateralToken, oracle, irm, lltv]));
}

/** One of Morpho's markets for the shared story. */
export async function morphoBook(morpho: Morpho, market: MorphoMarket, since: number): Promise<LoanBook> {
  const id = marketId(market);
  const emitter = new BaseContract(morpho, LIQUIDATE, morpho.runner);
  const events = async (): Promise<readonly DatedEvent[]> =>
    (await eventsOf(emitter, "Liquidate", since)).filter(({ args }) => args["id"] === id);
  return {
    spender: await morpho.getAddress(),
    call: async (verb, by, about, amount) => await callIn(morpho, market, { verb, by, about, amount }),
    positionOf: async (account) => await positionOf(morpho, id, account),
    judge: async (account) => await judge(morpho, market, account),
    liquidations: async () => (await events()).map(({ args, at }) => ({ account: String(args["borrower"]), at })),
    writtenOff: async () => (await events()).reduce((sum, { args }) => sum + (args["badDebtAssets"] as bigint), 0n),
  };
}

async function positionOf(morpho: Morpho, id: string, account: string): Promise<Position> {
  const [, shares, collateral] = await morpho.position(id, account);
  const [, , assets, all] = await morpho.market(id);
  const [numerator, denominator] = [shares * (assets + VIRTUAL_ASSETS), all + VIRTUAL_SHARES];
  return { collateral, debt: (numerator + denominator - 1n) / denominator };
}

/** Collateral in units of the loan token; `undefined` where the oracle refuses. */
async function worthOf(morpho: Morpho, { oracle }: MorphoMarket, collateral: bigint): Promise<bigint | undefined> {
  try {
    const price = (await new Contract(oracle, PRICE, morpho.runner).getFunction("price").staticCall()) as bigint;
    return (collateral * price) / PRICE_SCALE;
  } catch {
    return undefined;
  }
}

/** Morpho names no health factor; this is its comparison as one. */
async function judge(morpho: Morpho, market: MorphoMarket, account: string): Promise<Judgement> {
  const { collateral, debt } = await positionOf(morpho, marketId(market), account);
  const worth = await worthOf(morpho, market, collateral);
  if (worth === undefined || debt === 0n) return {};
  return { healthFactor: Number((worth * market.lltv) / debt) / Number(UNIT) };
}

interface Wanted {
  readonly verb: LoanVerb;
  readonly by: Party;
  readonly about: Party;
  readonly amount: bigint;
}

async function callIn(morpho: Morpho, market: MorphoMarket, { verb, by, about, amount }: Wanted): Promise<ProbeCall> {
  const [me, him] = [by.address, about.address];
  switch (verb) {
    case "lend":
      return await callOf(by, morpho, "supply", [market, amount, 0n, me, "0x"]);
    case "takeBack":
      return await callOf(by, morpho, "withdraw", [market, amount, 0n, me, me]);
    case "pledge":
      return await callOf(by, morpho, "supplyCollateral", [market, amount, him, "0x"]);
    case "unpledge":
      return await callOf(by, morpho, "withdrawCollateral", [market, amount, me, me]);
    case "borrow":
      return await callOf(by, morpho, "borrow", [market, amount, 0n, me, me]);
    case "repay":
      return await callOf(by, morpho, "repay", [market, amount, 0n, him, "0x"]);
    case "liquidate":
      return await callOf(by, morpho, "liquidate", [market, him, ...(await most(morpho, market, him)), "0x"]);
  }
}

/**
 * The most that can be liquidated, as Morpho wants it: all of the debt where the collateral covers it and the bonus, else all of the
 * collateral. Where no price can be read, the debt, for Morpho to refuse.
 */
async function most(morpho: Morpho, market: MorphoMarket, account: string): Promise<readonly [bigint, bigint]> {
  const [, shares, collateral] = await morpho.position(marketId(market), account);
  const { debt } = await positionOf(morpho, marketId(market), account);
  const worth = await worthOf(morpho, market, collateral);
  return worth === undefined || worth >= debt + (debt * BONUS) / UNIT ? [0n, shares] : [collateral, 0n];
}
