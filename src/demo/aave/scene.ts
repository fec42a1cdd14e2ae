import type { Attempt, Run, Span, Step } from "../../report/model.js";
import type { SequencerGuard } from "../../../typechain-types/guards/SequencerGuard.js";
import { play } from "../attempt.js";
import { COLLATERAL_PAIR } from "../cast.js";
import { graceOverIn, guardStep } from "../guard-step.js";
import { withHealth } from "../health.js";
import { pricePoints } from "../price-points.js";
import { SETUP, type Moment, type RunTitle, type Scene, type Turn } from "../scene.js";
import { stretches, type Saying } from "../../report/stretches.js";
import { outageSpans } from "../spans.js";
import type { Story } from "../story.js";
import { badDebtIn, healthFactorsOf } from "./positions.js";
import { aaveSetup } from "./facts.js";
import { aaveMeasures, aaveNotStopped, type AaveLiquidation } from "./measures.js";
import type { AaveMove } from "./moves.js";
import { AAVE_GRACE, type SentinelKind } from "../../lab/probes/aave/sentinels.js";
import { aaveMoves } from "./story.js";
import { AAVE_WORLDS, type AaveStage } from "./worlds.js";

const OPEN = "open";
const CLOSED = "closed";

/** Reads the newest round's `updatedAt`, from which Aave's own sentinel counts. */
export type FeedReader = () => Promise<bigint>;

/** Unmodified Aave v3 core three times, behind our adapter, behind Aave's own sentinel and behind none. */
export class AaveScene implements Scene {
  private readonly steps: Step[] = [];
  private readonly liquidations: AaveLiquidation[] = [];
  /** What each sentinel answered, by market. */
  private readonly answers: Record<SentinelKind, Saying[]> = { holdfast: [], aave: [], none: [] };
  private readonly moves: Readonly<Record<string, readonly AaveMove[]>>;

  constructor(
    private readonly stage: AaveStage,
    private readonly guard: SequencerGuard,
    private readonly feedUpdatedAt: FeedReader,
    private readonly story: Story,
    private readonly title: RunTitle,
  ) {
    this.moves = aaveMoves(story.before, story.after);
  }

  readonly wantsMinutes = false;

  async minute(): Promise<void> {
    // Nothing changes between its steps.
  }

  async step(moment: Moment): Promise<void> {
    if (this.isForeign(moment)) return;
    const step = await guardStep(this.guard, moment);
    if (!moment.executes) {
      this.steps.push(step);
      return;
    }
    const attempts = [];
    for (const move of this.moves[moment.id] ?? []) attempts.push(await this.playMove(move, step.chainTime));
    if (moment.id === SETUP) await this.stage.installSentinels();
    for (const { id, sentinel } of this.stage.worlds) {
      if (sentinel === undefined) continue;
      const value = (await sentinel.isLiquidationAllowed()) ? OPEN : CLOSED;
      this.answers[id].push({ at: step.chainTime, value });
    }
    this.steps.push({ ...step, attempts });
  }

  async epilogue(): Promise<readonly Turn[]> {
    const aaveLast = (await this.feedUpdatedAt()) + BigInt(AAVE_GRACE);
    const aave: readonly Turn[] = [
      { id: "aave-grace-last-second", label: "The last second of Aave's own grace", time: aaveLast },
      { id: "aave-grace-over", label: "Aave's own sentinel opens", time: aaveLast + 1n },
    ];
    const graceOver = graceOverIn(this.steps);
    if (graceOver === undefined) return aave;
    const { ramp } = await this.guard.policy();
    const time = BigInt(graceOver);
    return [
      ...aave,
      { id: "grace-last-second", label: "The last second of the guard's grace", time: time - 1n },
      { id: "grace-over", label: "The guard opens", time },
      { id: "ramp-over", label: "Back to normal", time: time + ramp },
    ];
  }

  async run(): Promise<Run> {
    const { steps, liquidations, story, answers } = this;
    const { worlds } = this.stage;
    const [startedAt, endedAt] = [Number(story.scenario.startedAt), Number(story.scenario.endedAt)];
    const graceOver = graceOverIn(steps);
    const badDebt: Record<string, number> = {};
    for (const world of worlds) badDebt[world.id] = await badDebtIn(world);
    const opensAt = { holdfast: opening(answers.holdfast), aave: opening(answers.aave), none: undefined };
    return {
      ...this.title,
      worlds: AAVE_WORLDS,
      pair: COLLATERAL_PAIR,
      steps,
      spans: [
        ...outageSpans(steps, startedAt, endedAt),
        ...AAVE_WORLDS.flatMap(({ id, name }) => lane(name, answers[id])),
      ],
      prices: pricePoints(story, steps),
      money: [],
      measures: aaveMeasures({ liquidations, badDebt, prices: story.after, endedAt, graceOver, opensAt }),
      notStopped: aaveNotStopped(steps, startedAt, graceOver),
      setup: aaveSetup(),
    };
  }

  /** Whether it is about a message that nobody here sent. */
  private isForeign({ id }: Moment): boolean {
    const message = /^(?:queued|delayed):(.*)$/.exec(id)?.[1];
    return message !== undefined && this.moves[`delayed:${message}`] === undefined;
  }

  /** Plays a move; beside a liquidation it notes how healthy the position was. */
  private async playMove(move: AaveMove, at: number): Promise<Attempt> {
    const { worlds } = this.stage;
    const { victim } = move;
    const factors = victim === undefined ? undefined : await healthFactorsOf(worlds, victim);
    const { attempt, liquidations } = await play(move, worlds);
    if (factors === undefined) return attempt;
    this.liquidations.push(...liquidations.map((one) => ({ ...one, at, healthFactor: factors[one.world] ?? 0n })));
    return withHealth(attempt, factors);
  }
}

/** When a sentinel that ends open says yes for good; `undefined` when it never said no. */
function opening(answers: readonly Saying[]): number | undefined {
  const lastClosed = answers.findLastIndex(({ value }) => value === CLOSED);
  return lastClosed === -1 ? undefined : answers[lastClosed + 1]?.at;
}

function lane(name: string, answers: readonly Saying[]): readonly Span[] {
  return stretches(name, answers, (value) => (value === OPEN ? "good" : "wait"));
}
