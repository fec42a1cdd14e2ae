/** Who tries what in the Aave markets, at the steps of the demo's own story; data only, nothing runs here. */
import { loanAgainst, USDC_UNIT, WETH_UNIT, type Prices } from "../../lab/probes/amounts.js";
import { SETUP } from "../scene.js";
import { aaveActorOf, AAVE_CAST, type AaveActorId } from "./cast.js";
import { AAVE_RISK } from "../../lab/probes/aave/core.js";
import { borrow, lend, liquidate, pledge, repay, takeBack, unpledge, type AaveMove } from "./moves.js";

/** Debt to which Ana brings her loan, in basis points of the new value. */
const ANA_AIMS_AT = 6500n;

/** Moves by the id of the step at which they are made. */
export function aaveMoves(before: Prices, after: Prices): Readonly<Record<string, readonly AaveMove[]>> {
  const pledged = (id: AaveActorId) => (aaveActorOf[id].supplies ?? 0n) * WETH_UNIT;
  const loan = (id: AaveActorId) => loanAgainst(pledged(id), aaveActorOf[id].opensAtBps ?? 0n, before);
  const most = loanAgainst(pledged("max"), BigInt(AAVE_RISK.ltv), before);
  const anaRepays = larger(loan("ana") - loanAgainst(pledged("ana"), ANA_AIMS_AT, after), loan("ana") / 10n);
  const all = (victims: readonly AaveActorId[]) => victims.map((victim) => liquidate("liz", victim));
  const borrowers = AAVE_CAST.filter(({ opensAtBps }) => opensAtBps !== undefined).map(({ id }) => id);
  const suppliers = AAVE_CAST.filter(({ supplies }) => supplies !== undefined).map(({ id }) => id);
  return {
    [SETUP]: [
      lend("lena", 1_500_000n * USDC_UNIT),
      ...suppliers.map((id) => pledge(id, pledged(id))),
      ...borrowers.map((id) => borrow(id, loan(id))),
    ],
    "delayed:max": [borrow("max", most)],
    "delayed:liz": [liquidate("liz", "ben")],
    "delayed:cleo": [repay("cleo", loan("cleo") / 5n)],
    reopened: [
      borrow("max", most),
      pledge("dora", WETH_UNIT),
      unpledge("dora", WETH_UNIT),
      takeBack("lena", 50_000n * USDC_UNIT),
    ],
    prices: all(["ana", "ben", "cleo", "dora", "max"]),
    "flip-up": all(["ana", "ben"]),
    "checkpoint:desk": [repay("ana", anaRepays), borrow("max", loanAgainst(pledged("max"), 5000n, after))],
    "aave-grace-last-second": all(["ben"]),
    "aave-grace-over": all(["ana", "ben"]),
    "grace-last-second": all(["ben"]),
    "grace-over": all(["ana", "ben"]),
  };
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
