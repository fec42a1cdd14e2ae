/** Who tries what at which step of a replay; data only, nothing runs here. */
import type { OutageScenario, QueuedMessage } from "../lab/replay/scenario.js";
import { gap } from "../lab/prices/gap.js";
import { fallen } from "../lab/prices/path.js";
import { loanAgainst, USDC_UNIT, WETH_UNIT, type Prices } from "../lab/probes/amounts.js";
import { actorOf, CAST, COLLATERAL_PAIR, DEBT_PAIR, MARKET_TERMS, type ActorId } from "./cast.js";
import { IncidentNotPlayableError } from "./errors.js";
import { borrow, lend, liquidate, noteGap, pledge, repay, takeBack, type MarketMove } from "./moves.js";

/** What the story needs to know of an incident. Seconds of L1 time. */
export interface Outage {
  readonly id: string;
  readonly startedAt: bigint;
  readonly endedAt: bigint;
}

/** A story for one incident. */
export interface Story {
  /** What the lab replays. */
  readonly scenario: OutageScenario;
  /** Moves by the id of the step at which they are made. */
  readonly moves: Readonly<Record<string, readonly MarketMove[]>>;
  readonly before: Prices;
  readonly after: Prices;
  /** L1 time at which the market's price falls. */
  readonly fallsAt: bigint;
}

/** Shortest outage in which every turn has its time: the feed's report, and ten minutes for the price to fall. */
const SHORTEST = 15n * 60n;
const MINUTE = 60n;
const THIRD = 3n;
/** Loan-to-value to which Ana brings her loan, in basis points. */
const ANA_AIMS_AT = 7500n;
const CLEO_REPAYS_BPS = 3000n;
const BPS = 10_000n;

/**
 * Writes the story of an incident.
 * @param outage When it was.
 * @param before Prices before it.
 * @param drop Fraction that the collateral's price loses ten minutes into it.
 * @param downDetection Seconds from the last block to the feed's report "down".
 * @param headStart Seconds by which ordinary transactions come before the delayed ones.
 * @throws IncidentNotPlayableError when the outage is too short.
 */
export function writeStory(
  outage: Outage,
  before: Prices,
  drop: number,
  downDetection: bigint,
  headStart: bigint,
): Story {
  const { startedAt, endedAt } = outage;
  const length = endedAt - startedAt;
  if (length < SHORTEST)
    throw new IncidentNotPlayableError(
      outage.id,
      `it lasted ${String(length)} s; the story needs ${String(SHORTEST)} s`,
    );
  const after = { ...before, weth: fallen(before.weth, drop) };
  const fallsAt = startedAt + smaller(10n * MINUTE, length / THIRD);
  const queue: readonly QueuedMessage[] = [
    { id: "gil", at: startedAt + downDetection - MINUTE, label: "Gil's message, sent before the outage was reported" },
    {
      id: "max",
      at: startedAt + smaller(20n * MINUTE, length / 2n),
      label: "Max's message, sent after the price fell elsewhere",
    },
    { id: "liz", at: startedAt + smaller(25n * MINUTE, length / 2n), label: "Liz's message" },
    { id: "cleo", at: startedAt + smaller(40n * MINUTE, length / 2n), label: "Cleo's message" },
  ];
  return {
    scenario: {
      startedAt,
      endedAt,
      queue,
      ordinaryHeadStart: headStart,
      prices: { [COLLATERAL_PAIR]: gap(before.weth, drop, fallsAt), [DEBT_PAIR]: () => before.usdc },
      checkpoints: [
        { id: "desk", after: 5n * MINUTE, since: "up-visible", label: "Five minutes after the recovery can be seen" },
      ],
    },
    moves: movesOf(before, after),
    before,
    after,
    fallsAt,
  };
}

function movesOf(before: Prices, after: Prices): Record<string, readonly MarketMove[]> {
  const loans = new Map(
    CAST.map((actor) => [actor.id, loanAgainst(actor.weth * WETH_UNIT, actor.opensAtBps ?? 0n, before)]),
  );
  const loan = (id: ActorId) => loans.get(id) ?? 0n;
  const most = (id: ActorId) => loanAgainst(actorOf[id].weth * WETH_UNIT, BigInt(MARKET_TERMS.maxLtvBps), before);
  const anaRepays = larger(
    loan("ana") - loanAgainst(actorOf.ana.weth * WETH_UNIT, ANA_AIMS_AT, after),
    loan("ana") / 10n,
  );
  const all = (victims: readonly ActorId[]) => victims.map((victim) => liquidate("liz", victim));
  return {
    setup: [
      lend("lena", 1_900_000n * USDC_UNIT),
      ...CAST.filter(({ weth }) => weth > 0n).map(({ id, weth }) => pledge(id, weth * WETH_UNIT)),
      ...CAST.filter(({ opensAtBps }) => opensAtBps !== undefined).map(({ id }) => borrow(id, loan(id))),
    ],
    "delayed:gil": [borrow("gil", most("gil"))],
    "delayed:max": [borrow("max", most("max"))],
    "delayed:liz": [liquidate("liz", "ben")],
    "delayed:cleo": [repay("cleo", (loan("cleo") * CLEO_REPAYS_BPS) / BPS)],
    reopened: [borrow("max", most("max")), takeBack("lena", 50_000n * USDC_UNIT)],
    prices: all(["ana", "ben", "cleo", "dan", "gil", "max"]),
    "flip-up": all(["ana", "ben", "gil"]),
    "checkpoint:desk": [
      repay("ana", anaRepays),
      noteGap("ana"),
      borrow("max", loanAgainst(actorOf.max.weth * WETH_UNIT, 5000n, after)),
    ],
    "grace-last-second": all(["ben"]),
    "grace-over": all(["ana", "ben", "dan", "cleo", "gil", "max"]),
    "ramp-quarter": all(["ben", "dan"]),
    "ramp-half": all(["ben", "dan"]),
    "ramp-over": [...all(["ben", "dan"]), takeBack("lena", 50_000n * USDC_UNIT)],
  };
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
