import type { Attempt, Run, Step } from "../report/model.js";
import { play } from "./attempt.js";
import { COLLATERAL_PAIR } from "./cast.js";
import { graceOverIn, guardStep } from "./guard-step.js";
import { withHealth } from "./health.js";
import { isBeyondSaving, marketHealths } from "./market-health.js";
import { measuresOf, notStoppedIn, type DatedLiquidation } from "./measures.js";
import { moneyRows } from "./money.js";
import { GAP_ACTION, type MarketMove } from "./moves.js";
import type { PolicyWatch } from "./policy/watch.js";
import { pricePoints } from "./price-points.js";
import type { Moment, RunTitle, Scene, Turn } from "./scene.js";
import { spansOf } from "./spans.js";
import type { Story } from "./story.js";
import { WORLDS, type Stage } from "./worlds.js";

const [{ id: GUARDED }] = WORLDS;

/** The example market, with the guard and without. */
export class MarketScene implements Scene {
  private readonly steps: Step[] = [];
  private readonly liquidations: DatedLiquidation[] = [];

  /** @param watch Asks the guarded market about its liquidation policy minute by minute; absent: nobody asks. */
  constructor(
    private readonly stage: Stage,
    private readonly story: Story,
    private readonly title: RunTitle,
    private readonly watch?: PolicyWatch,
  ) {}

  get wantsMinutes(): boolean {
    return this.watch !== undefined;
  }

  async minute(time: bigint): Promise<void> {
    await this.watch?.sample(time);
  }

  async step(moment: Moment): Promise<void> {
    const step = await guardStep(this.stage.guard, moment);
    if (!moment.executes) {
      this.steps.push(step);
      return;
    }
    // Asked before anybody moves: what a liquidator meets.
    await this.minute(moment.chainTime);
    const attempts = [];
    for (const move of this.story.moves[moment.id] ?? []) attempts.push(await this.playMove(move, step.chainTime));
    this.steps.push({ ...step, attempts });
  }

  async epilogue(): Promise<readonly Turn[]> {
    const graceOver = graceOverIn(this.steps);
    if (graceOver === undefined) return [];
    const { ramp } = await this.stage.guard.policy();
    const time = BigInt(graceOver);
    const length = this.isGapNoted() ? 2n * ramp : ramp;
    return [
      { id: "grace-last-second", label: "The last second of the users' time", time: time - 1n },
      { id: "grace-over", label: "Liquidations open, step by step", time },
      { id: "ramp-quarter", label: "A quarter of the ramp", time: time + length / 4n },
      { id: "ramp-half", label: "Half of the ramp", time: time + length / 2n },
      { id: "ramp-over", label: "Back to normal", time: time + length },
    ];
  }

  async run(): Promise<Run> {
    const { steps, liquidations, story, watch } = this;
    const [startedAt, endedAt] = [Number(story.scenario.startedAt), Number(story.scenario.endedAt)];
    const graceOver = graceOverIn(steps);
    return {
      ...this.title,
      worlds: WORLDS,
      pair: COLLATERAL_PAIR,
      steps,
      spans: spansOf(steps, startedAt, endedAt),
      prices: pricePoints(story, steps),
      money: await moneyRows(this.stage, story.after),
      measures: measuresOf({ liquidations, prices: story.after, endedAt, graceOver }),
      ...(watch === undefined ? {} : { policy: watch.trace() }),
      notStopped: notStoppedIn(steps, startedAt, graceOver),
      setup: [],
    };
  }

  /** Plays a move; beside a liquidation it notes how healthy the position was. */
  private async playMove(move: MarketMove, at: number): Promise<Attempt> {
    const { worlds } = this.stage;
    const factors = move.victim === undefined ? undefined : await marketHealths(worlds, move.victim);
    const played = await play(move, worlds);
    if (move.action === GAP_ACTION && played.attempt.results[GUARDED]?.outcome === "passed") this.watch?.noteGap();
    if (factors === undefined) return played.attempt;
    const isLost = (factor: bigint) => isBeyondSaving(factor, this.stage.severityMarginBps);
    const attempt = withHealth(played.attempt, factors, isLost);
    for (const liquidation of played.liquidations) {
      const beyondSaving = attempt.results[liquidation.world]?.beyondSaving === true;
      const dated = { ...liquidation, at, beyondSaving };
      this.liquidations.push(dated);
      if (liquidation.world === GUARDED) this.watch?.note(dated);
    }
    return attempt;
  }

  private isGapNoted(): boolean {
    return this.steps.some(({ attempts }) =>
      attempts.some(({ action, results }) => action === GAP_ACTION && results[GUARDED]?.outcome === "passed"),
    );
  }
}
