import type { Attempt, Run, Span, Step } from "../../report/model.js";
import type { SequencerGuard } from "../../../typechain-types/guards/SequencerGuard.js";
import { play } from "../attempt.js";
import { COLLATERAL_PAIR } from "../cast.js";
import { guardStep } from "../guard-step.js";
import { pricePoints } from "../price-points.js";
import { SETUP, type Moment, type RunTitle, type Scene, type Turn } from "../scene.js";
import { stretches, type Saying } from "../../report/stretches.js";
import { outageSpans } from "../spans.js";
import type { Story } from "../story.js";
import { optionSetup } from "./facts.js";
import { balancesIn, dueAtExpiry, missingFrom, optionMoney, type Balances } from "./ledger.js";
import { optionMoves, START_ACTION, TURN, type OptionMove } from "./moves.js";
import { expiryMeasures, expiryOutcome } from "./outcome.js";
import { OPTION_WORLDS, type OptionStage, type OptionWorld, type OptionWorldId } from "./worlds.js";

/** A series' stages in the order of the Solidity enum. */
const STAGES = ["none", "live", "extended", "settling", "settled"] as const;
const TONES: Readonly<Record<string, Span["tone"]>> = { live: "good", extended: "good", settling: "wait" };

const EARLY_OVER = "The delay after the settlement that was started first would be over";

const [{ id: CLOCK }] = OPTION_WORLDS;

/** When the series of a story expires: half an hour into the outage, or halfway through a short one. */
export function expiryIn({ scenario: { startedAt, endedAt } }: Pick<Story, "scenario">): bigint {
  const [half, halfHour] = [(endedAt - startedAt) / 2n, 30n * 60n];
  return startedAt + (half < halfHour ? half : halfHour);
}

/** The same series of options twice, with the expiry clock and without, through an outage over its expiry. */
export class ExpiryScene implements Scene {
  private readonly steps: Step[] = [];
  private readonly stages: Record<OptionWorldId, Saying[]> = { clock: [], plain: [] };
  private readonly moves: Readonly<Record<string, readonly OptionMove[]>>;
  private dueCents = 0;

  constructor(
    private readonly stage: OptionStage,
    private readonly guard: SequencerGuard,
    private readonly story: Story,
    private readonly title: RunTitle,
  ) {
    this.moves = optionMoves(stage);
  }

  readonly wantsMinutes = false;

  async minute(): Promise<void> {
    // Nothing changes between its steps.
  }

  async step(moment: Moment): Promise<void> {
    // Nobody here sends anything through the delayed inbox.
    if (/^(?:queued|delayed):/.test(moment.id)) return;
    const step = await guardStep(this.guard, moment);
    if (!moment.executes) {
      this.steps.push(step);
      return;
    }
    const attempts: Attempt[] = [];
    for (const move of this.moves[moment.id] ?? []) {
      const worlds = await this.worldsFor(move);
      if (worlds.length > 0) attempts.push((await play(move, worlds)).attempt);
    }
    if (moment.id === SETUP) this.dueCents = await this.due();
    for (const { id, book, series } of this.stage.worlds) {
      const value = STAGES[Number(await book.stageOf(series))] ?? "none";
      this.stages[id].push({ at: step.chainTime, value });
    }
    this.steps.push({ ...step, attempts });
  }

  async epilogue(): Promise<readonly Turn[]> {
    const { settlementDelay, detectionLag } = await this.stage.options.expiryPolicy();
    const startedAt = this.steps.find(({ attempts }) => attempts.some(isStarted))?.chainTime;
    const earlyOver = BigInt(startedAt ?? 0) + settlementDelay;
    // On a chain that fills in missing blocks it may be over before the replay is.
    const hasEarly = startedAt !== undefined && earlyOver > BigInt(this.steps.at(-1)?.chainTime ?? 0);
    const last = (await this.effectiveExpiries())[CLOCK] ?? 0n;
    const settles = last + detectionLag + 1n;
    return [
      ...(hasEarly ? [{ id: TURN.earlyDelayOver, label: EARLY_OVER, time: earlyOver }] : []),
      { id: TURN.lastSecond, label: "The holder's last second", time: last },
      { id: TURN.over, label: "A second later", time: last + 1n },
      { id: TURN.settlement, label: "No outage can move the expiry any more", time: settles },
      { id: TURN.lastWait, label: "The last second of the settlement delay", time: settles + settlementDelay - 1n },
      { id: TURN.paid, label: "Writers are paid", time: settles + settlementDelay },
    ];
  }

  async run(): Promise<Run> {
    const { steps, story, stage, dueCents } = this;
    const [startedAt, endedAt] = [Number(story.scenario.startedAt), Number(story.scenario.endedAt)];
    const balances: Record<string, Balances> = {};
    for (const world of stage.worlds) balances[world.id] = await balancesIn(world, stage);
    const effective = await this.effectiveExpiries();
    const { settlementDelay, detectionLag } = await stage.options.expiryPolicy();
    const money = optionMoney(balances, story.after);
    const expiry = expiryOutcome({
      steps,
      money,
      expiry: Number(stage.expiry),
      effectiveExpiry: mapped(effective, Number),
      writersFrom: Number((effective[CLOCK] ?? 0n) + detectionLag + 1n + settlementDelay),
      dueCents,
      missing: mapped(mapped(balances, missingFrom), ({ weth, usdc }) => ({ weth: String(weth), usdc: String(usdc) })),
      startedAt,
      endedAt,
    });
    return {
      ...this.title,
      worlds: OPTION_WORLDS,
      pair: COLLATERAL_PAIR,
      steps,
      spans: [
        ...outageSpans(steps, startedAt, endedAt),
        ...OPTION_WORLDS.flatMap(({ id, name }) =>
          stretches(`series ${name}`, this.stages[id], (value) => TONES[value] ?? "neutral"),
        ),
      ],
      prices: pricePoints(story, steps),
      money,
      measures: expiryMeasures(expiry),
      expiry,
      notStopped: notStoppedIn(steps, expiry.effectiveExpiry[CLOCK] ?? 0),
      setup: await optionSetup(stage),
    };
  }

  /** Where a move can be made. */
  private async worldsFor({ only, isOpen }: OptionMove): Promise<readonly OptionWorld[]> {
    const worlds: OptionWorld[] = [];
    for (const world of this.stage.worlds) {
      const isKnown = only === undefined || only === world.id;
      if (isKnown && (isOpen === undefined || (await isOpen(world)))) worlds.push(world);
    }
    return worlds;
  }

  /** What the series owes at its expiry, at the price of that moment. */
  private async due(): Promise<number> {
    const { stage, story } = this;
    const [world] = stage.worlds;
    const weth = story.scenario.prices?.[COLLATERAL_PAIR]?.(stage.expiry) ?? story.after.weth;
    return world === undefined ? 0 : await dueAtExpiry(world, { ...story.after, weth });
  }

  private async effectiveExpiries(): Promise<Readonly<Record<string, bigint>>> {
    const found: Record<string, bigint> = {};
    for (const { id, book, series } of this.stage.worlds) found[id] = await book.effectiveExpiry(series);
    return found;
  }
}

/** A settlement that was started before the feed told of the outage; the report undoes it. */
function notStoppedIn(steps: readonly Step[], effectiveExpiry: number): readonly string[] {
  return steps.flatMap((step) =>
    step.attempts.flatMap((attempt) => {
      const { actor, action } = attempt;
      return isStarted(attempt) && step.chainTime <= effectiveExpiry
        ? [
            step.feed === "up"
              ? `${actor} ${action} (${step.label}): the uptime feed still said "up"; the report makes it void, nobody is paid by it`
              : `${actor} ${action} (${step.label}): always allowed; the longest wait of a writer is counted from it`,
          ]
        : [];
    }),
  );
}

function isStarted({ action, results }: Attempt): boolean {
  return action === START_ACTION && results[CLOCK]?.outcome === "passed";
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
