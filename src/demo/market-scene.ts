import type { Run, Step } from "../report/model.js";
import { play } from "./attempt.js";
import { COLLATERAL_PAIR } from "./cast.js";
import { graceOverIn, guardStep } from "./guard-step.js";
import { measuresOf, notStoppedIn, type DatedLiquidation } from "./measures.js";
import { moneyRows } from "./money.js";
import { pricePoints } from "./price-points.js";
import type { Moment, RunTitle, Scene, Turn } from "./scene.js";
import { spansOf } from "./spans.js";
import type { Story } from "./story.js";
import { WORLDS, type Stage } from "./worlds.js";

/** The example market, with the guard and without. */
export class MarketScene implements Scene {
  private readonly steps: Step[] = [];
  private readonly liquidations: DatedLiquidation[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly story: Story,
    private readonly title: RunTitle,
  ) {}

  async step(moment: Moment): Promise<void> {
    const step = await guardStep(this.stage.guard, moment);
    const attempts = [];
    for (const move of moment.executes ? (this.story.moves[moment.id] ?? []) : []) {
      const { attempt, liquidations } = await play(move, this.stage.worlds);
      attempts.push(attempt);
      this.liquidations.push(...liquidations.map((liquidation) => ({ ...liquidation, at: step.chainTime })));
    }
    this.steps.push({ ...step, attempts });
  }

  async epilogue(): Promise<readonly Turn[]> {
    const graceOver = graceOverIn(this.steps);
    if (graceOver === undefined) return [];
    const { ramp } = await this.stage.guard.policy();
    const time = BigInt(graceOver);
    return [
      { id: "grace-last-second", label: "The last second of the users' time", time: time - 1n },
      { id: "grace-over", label: "Liquidations open", time },
      { id: "ramp-over", label: "Back to normal", time: time + ramp },
    ];
  }

  async run(): Promise<Run> {
    const { steps, liquidations, story } = this;
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
      notStopped: notStoppedIn(steps, startedAt, graceOver),
      setup: [],
    };
  }
}
