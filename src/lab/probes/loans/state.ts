import { loanAgainst, USDC_UNIT, type Prices } from "../amounts.js";
import { sendAll } from "../calls.js";
import type { ProbeCall } from "../../probe/probe.js";
import type { ProbeStage } from "../../probe/stage.js";
import { pricesOf } from "../prices.js";
import { purse } from "../tokens.js";
import { usersTime, type UsersTime } from "../users-time.js";
import type { LoanBook, LoanProtocol, OpenedLoans, Party } from "./book.js";
import { BORROWERS, TOP_UP, type Borrower, type BorrowerId } from "./cast.js";

/** Everybody in one world. Lena lends, Liz liquidates; Lou liquidates through the L1 inbox, and is nobody else. */
export type PersonId = BorrowerId | "lena" | "liz" | "lou";

/** What happened to an account, as far as no chain remembers it. */
export interface Note {
  /** Whether it was beyond saving when it was last tried to be liquidated. */
  readonly beyondSaving: boolean;
  /** Whether the protocol's own view allowed it then. */
  readonly announced: boolean | undefined;
}

/** One world of a lending probe. */
export interface LoanWorld {
  readonly book: LoanBook;
  readonly people: Readonly<Record<PersonId, Party>>;
  readonly evidence: ProbeCall | undefined;
  readonly notes: Map<BorrowerId, Note>;
  readonly done: Set<string>;
}

/** A lending probe under way. */
export interface LoanState {
  readonly worlds: Readonly<Record<string, LoanWorld>>;
  readonly before: Prices;
  readonly after: Prices;
  /** Most that Max can borrow before the fall. */
  readonly most: bigint;
  /** Who is healthy at the price at the outage's end once he has done what he means to do. */
  readonly saved: ReadonlySet<"ana" | "cleo">;
  readonly time: UsersTime;
}

type LoanTerms = Pick<OpenedLoans, "maxLtvBps" | "thresholdBps">;

/** What the lender brings, and each liquidator: more than all loans together. */
const PURSE = 4_000_000n * USDC_UNIT;
/** What each borrower has beside his loan, so that he could always repay. */
const SPARE = 1_000_000n * USDC_UNIT;

/** The world of that name; worlds come from the probe itself, so there is one. */
export function worldOf({ worlds }: LoanState, world: string): LoanWorld {
  return worlds[world] as LoanWorld;
}

/** Deploys a protocol in all worlds and opens everybody's positions. */
export async function openLoans(protocol: LoanProtocol, stage: ProbeStage): Promise<LoanState> {
  const before = pricesOf(protocol.id, stage.prices);
  const opened = await protocol.open(stage);
  const { tokens, books, evidence, maxLtvBps } = opened;
  const worlds: Record<string, LoanWorld> = {};
  for (const [id, book] of Object.entries(books)) {
    const people = await peopleOf(stage, id);
    worlds[id] = { book, people, evidence: evidence[id], notes: new Map(), done: new Set() };
    const funds = async (person: PersonId, usdc: bigint, weth: bigint) => [
      ...(await purse(tokens.usdc, people[person], book.spender, usdc)),
      ...(weth === 0n ? [] : await purse(tokens.weth, people[person], book.spender, weth)),
    ];
    await sendAll(stage.connection, [
      ...(await funds("lena", PURSE, 0n)),
      ...(await funds("liz", PURSE, 0n)),
      ...(await funds("lou", PURSE, 0n)),
      await book.call("lend", people.lena, people.lena, PURSE),
    ]);
    for (const { id: person, weth, opensAtBps } of BORROWERS) {
      const loan = openingLoan(opened, weth, opensAtBps, before);
      const who = people[person];
      await sendAll(stage.connection, [
        ...(await funds(person, SPARE, weth + TOP_UP)),
        await book.call("pledge", who, who, weth),
        ...(loan === 0n ? [] : [await book.call("borrow", who, who, loan)]),
      ]);
    }
  }
  await opened.arm?.();
  const most = loanAgainst(100n * 10n ** 18n, maxLtvBps, before);
  const after = pricesOf(protocol.id, stage.pricesAfter);
  return { worlds, before, after, most, saved: savedBy(opened, before, after), time: usersTime(stage) };
}

/** Ana repays a third of her loan, Cleo adds collateral; after a deep fall that is not enough. */
function savedBy(terms: LoanTerms, before: Prices, after: Prices): LoanState["saved"] {
  const { thresholdBps } = terms;
  const isEnough = ({ id, weth, opensAtBps }: Borrower): boolean => {
    const loan = openingLoan(terms, weth, opensAtBps, before);
    const [left, held] = id === "ana" ? [loan - loan / 3n, weth] : [loan, weth + TOP_UP];
    return left < loanAgainst(held, thresholdBps, after);
  };
  const actors = BORROWERS.filter(({ id }) => id === "ana" || id === "cleo");
  return new Set(actors.filter(isEnough).map(({ id }) => id as "ana" | "cleo"));
}

function openingLoan({ maxLtvBps, thresholdBps }: LoanTerms, weth: bigint, opensAtBps: bigint, prices: Prices): bigint {
  const bps = (thresholdBps * opensAtBps) / 10_000n;
  return loanAgainst(weth, bps < maxLtvBps ? bps : maxLtvBps, prices);
}

async function peopleOf(stage: ProbeStage, world: string): Promise<Readonly<Record<PersonId, Party>>> {
  const names: readonly PersonId[] = [...BORROWERS.map(({ id }) => id), "lena", "liz", "lou"];
  const people: Partial<Record<PersonId, Party>> = {};
  for (const name of names) people[name] = { address: (await stage.account(name, world)).address };
  return people as Record<PersonId, Party>;
}
