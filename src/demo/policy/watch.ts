import { clockTime } from "../../report/format.js";
import type { PolicyAnswer, PolicyPoint, PolicyTrace, WatchedLiquidation } from "../../report/policy.js";
import type { ILiquidationGuard } from "../../../typechain-types/interfaces/ILiquidationGuard.js";
import type { SequencerGuard } from "../../../typechain-types/guards/SequencerGuard.js";
import {
  expectedAllowance,
  type Circumstances,
  type Expected,
  type LiquidationTerms,
} from "../../risk/replica/allowance.js";
import { MARKET_TERMS } from "../cast.js";
import type { DatedLiquidation } from "../measures.js";
import { STATUSES } from "../scene.js";
import { POLICY_RULES } from "./rules.js";
import { WATCHED, type Watched } from "./watched.js";

type Round = Circumstances["round"];

/** What a watch asks. */
export interface WatchSources {
  readonly market: ILiquidationGuard;
  readonly guard: SequencerGuard;
  /** The market's collateral token: each has a throttle of its own. */
  readonly asset: string;
  /** The newest round of the collateral's price feed. */
  readonly round: () => Promise<Round>;
}

/** Values have 18 decimals. */
const UNITS_PER_CENT = 10n ** 16n;

/** Asks the market about a few positions whenever it is told to, and compares the answers with the rules. */
export class PolicyWatch {
  private readonly points: PolicyPoint[] = [];
  private readonly liquidations: WatchedLiquidation[] = [];
  private readonly deviations: string[] = [];
  /** Newest round while the guard has not yet seen an outage. */
  private lastRound: Round | undefined;
  private recovery: { readonly recoveredAt: bigint; readonly rampStart: bigint } | undefined;
  private doubled = false;

  private constructor(
    private readonly sources: WatchSources,
    private readonly terms: LiquidationTerms,
    private readonly ramp: bigint,
  ) {}

  /** Reads the parameters once. */
  static async over(sources: WatchSources): Promise<PolicyWatch> {
    const [terms, { ramp }] = await Promise.all([sources.market.liquidationPolicy(), sources.guard.policy()]);
    return new PolicyWatch(sources, terms, ramp);
  }

  /** From now on the ramp is expected to take twice as long. */
  noteGap(): void {
    this.doubled = true;
  }

  /** Takes down a liquidation that passed in the guarded market, if grace or ramp were running. */
  note({ at, throttled, beyondSaving }: DatedLiquidation): void {
    if (this.recovery === undefined || BigInt(at) >= this.recovery.rampStart + this.rampLength) return;
    const counted = throttled === undefined ? {} : { throttledCents: cents(throttled) };
    this.liquidations.push({ at, beyondSaving, ...counted });
  }

  /** Asks about every position at the chain's second `now`. */
  async sample(now: bigint): Promise<void> {
    const { guard, market, asset } = this.sources;
    const [state, round, throttleLeft] = await Promise.all([
      guard.status(),
      this.sources.round(),
      market.throttleLeft(asset),
    ]);
    const status = STATUSES[Number(state.status)] ?? "Unknown";
    if (status === "Recovering") this.recovery = { recoveredAt: state.since, rampStart: state.until };
    if (status === "Up" && this.recovery === undefined) this.lastRound = round;
    const answers: Record<string, PolicyAnswer> = {};
    for (const watched of WATCHED) {
      const judgedBy = watched.silent ? (this.lastRound ?? round) : round;
      answers[watched.id] = await this.ask(watched, {
        now,
        status,
        round: judgedBy,
        throttleLeft,
        ...(this.recovery === undefined
          ? {}
          : { recovery: { ...this.recovery, rampLength: this.rampLength, doubled: this.doubled } }),
      });
    }
    this.points.push({ at: Number(now), status, throttleCents: cents(throttleLeft), answers });
  }

  /** What the samples say; only rules that decided somewhere are told. */
  trace(): PolicyTrace {
    const decided = new Set(this.points.flatMap(({ answers }) => Object.values(answers).map(({ rule }) => rule)));
    return {
      description:
        "What the guarded market answers when it is asked how much of a position may be liquidated now, at what bonus, and which rule decides. The positions stay the same all the time; only the rules change the answer.",
      positions: WATCHED.map(({ id, name, description }) => ({ id, name, description })),
      rules: POLICY_RULES.filter(({ id }) => decided.has(id)),
      points: this.points,
      liquidations: this.liquidations,
      throttle: {
        capacityCents: cents(MARKET_TERMS.throttleCapacity),
        refillCentsPerSecond: cents(MARKET_TERMS.throttleRefill),
      },
      deviations: this.deviations,
    };
  }

  private get rampLength(): bigint {
    return this.doubled ? 2n * this.ramp : this.ramp;
  }

  private async ask({ id, name, values }: Watched, at: Circumstances): Promise<PolicyAnswer> {
    const answer = await this.sources.market.liquidationAllowance(values, this.sources.asset, at.round);
    const expected = expectedAllowance(values, this.terms, at);
    if (!agree(answer, expected)) {
      const said = `${String(answer.closeFactorBps)} bps, ${String(answer.bonusBps)} bps, ${String(answer.maxDebtValue)}`;
      this.deviations.push(
        `${clockTime(Number(at.now))}, ${name}: rule "${expected.rule}" does not say ${said} (${id})`,
      );
    }
    return {
      closeFactorBps: Number(answer.closeFactorBps),
      bonusBps: Number(answer.bonusBps),
      mostCents: cents(answer.maxDebtValue),
      rule: expected.rule,
    };
  }
}

function agree(answer: Omit<Expected, "rule">, expected: Expected): boolean {
  return (
    answer.closeFactorBps === expected.closeFactorBps &&
    answer.bonusBps === expected.bonusBps &&
    answer.maxDebtValue === expected.maxDebtValue
  );
}

function cents(value: bigint): number {
  return Number(value / UNITS_PER_CENT);
}
