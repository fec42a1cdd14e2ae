import type { TopLevelSpec } from "vega-lite";

import type { PairPrices, Run } from "../model.js";
import {
  CHART_CONFIG,
  CHART_SCHEMA,
  COLORS,
  laneChannel,
  lanesPlot,
  timeAxes,
  timeChannel,
  type ChartSize,
  type Plot,
} from "./chart-parts.js";

const ATTEMPT_HEIGHT = 52;
/** An oblique cross in Vega's path notation, drawn within a square of side 2. */
const CROSS = "M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8";
const PRICE_HEIGHT = 90;
/** Below so many dollars a price is written with cents. */
const SMALL = 20;
/** Attempts closer together than this part of the whole time are drawn one below the other. */
const CROWDED = 0.02;
const SLOTS = 4;

interface Mark {
  readonly lane: string;
  readonly at: number;
  readonly outcome: string;
  readonly slot: string;
}

/** Price lines, spans of time as bars, and attempts as rings (passed) and crosses (stopped), on one scale of time. */
export function chartSpec(run: Run, size: ChartSize): TopLevelSpec {
  const time = timeOf(run);
  const named = run.steps.some(({ attempts }) => attempts.some(({ path }) => path !== undefined));
  const { axis, bare } = timeAxes(size);
  return {
    $schema: CHART_SCHEMA,
    background: "transparent",
    spacing: 14,
    vconcat: [
      ...drawnPairs(run).map((drawn) => pricePlot(drawn, time, size)),
      lanesPlot("What was going on", run.spans, time, size, named ? axis : bare),
      // Actions with a path have a chart of their own, which shows from when to when each was allowed.
      ...(named ? [] : [attemptsPlot(run, time, size)]),
    ],
    resolve: { scale: { color: "independent" } },
    config: CHART_CONFIG,
  };
}

/** From the first to the last moment that a run's charts show, in Unix seconds. */
export function timeOf(run: Run): readonly [number, number] {
  if (run.focus !== undefined) return run.focus;
  const times = [...run.spans.flatMap(({ from, to }) => [from, to]), ...run.steps.map((step) => step.chainTime)];
  return [Math.min(...times), Math.max(...times)];
}

/** The run's own pair, and each further one that moves. */
function drawnPairs({ pair, prices, otherPrices = [] }: Run): readonly PairPrices[] {
  return [{ pair, prices }, ...otherPrices.filter(moves)];
}

/** What is to be said of further pairs that are not drawn: `USDC/USD stands still at 1.00.` */
export function stillPairs({ otherPrices = [] }: Run): readonly string[] {
  return otherPrices.flatMap((other) => {
    const [first] = other.prices;
    return first === undefined || moves(other) ? [] : [`${other.pair} stands still at ${first.price.toFixed(2)}.`];
  });
}

function moves({ prices }: PairPrices): boolean {
  return prices.some(({ price }) => price !== prices[0]?.price);
}

/** A price line; pairs of small numbers keep their cents. */
function pricePlot({ pair, prices }: PairPrices, time: readonly [number, number], size: ChartSize): Plot {
  const { bare } = timeAxes(size);
  const isSmall = prices.every(({ price }) => price < SMALL);
  return {
    width: size.width,
    height: PRICE_HEIGHT,
    title: { text: `${pair}: market (dashed), feed`, anchor: "start", offset: 8 },
    data: { values: prices.map((point) => ({ ...point, at: point.at * 1000 })) },
    mark: { type: "line", interpolate: "step-after", strokeWidth: 2 },
    encoding: {
      x: timeChannel("at", time, bare),
      y: {
        field: "price",
        type: "quantitative",
        scale: { zero: false, nice: true },
        title: null,
        axis: { tickCount: 3, format: isSmall ? ",.2f" : ",.0f" },
      },
      color: {
        field: "series",
        type: "nominal",
        scale: { domain: ["market", "feed"], range: [COLORS.market, COLORS.feed] },
        legend: null,
      },
      strokeDash: {
        field: "series",
        type: "nominal",
        scale: {
          domain: ["market", "feed"],
          range: [
            [4, 3],
            [1, 0],
          ],
        },
        legend: null,
      },
    },
  };
}

function attemptsPlot(run: Run, time: readonly [number, number], size: ChartSize): Plot {
  return {
    width: size.width,
    height: run.worlds.length * ATTEMPT_HEIGHT,
    title: { text: "What actors tried", anchor: "start", offset: 8 },
    data: { values: marksOf(run).map((mark) => ({ ...mark, at: mark.at * 1000 })) },
    mark: { type: "point", strokeWidth: 2, size: 50 },
    encoding: {
      x: timeChannel("at", time, timeAxes(size).axis),
      y: laneChannel(run.worlds.map((world) => world.name)),
      yOffset: { field: "slot", type: "nominal", scale: { domain: slots() } },
      shape: {
        field: "outcome",
        type: "nominal",
        scale: { domain: ["passed", "stopped"], range: ["circle", CROSS] },
        legend: null,
      },
      stroke: {
        field: "outcome",
        type: "nominal",
        scale: { domain: ["passed", "stopped"], range: [COLORS.passed, COLORS.stopped] },
        legend: null,
      },
    },
  };
}

function slots(): string[] {
  return Array.from({ length: SLOTS }, (_, index) => String(index));
}

/** One mark per attempt and world; neighbours in time get different slots. */
function marksOf(run: Run): readonly Mark[] {
  const times = run.steps.map((step) => step.chainTime);
  const near = (Math.max(...times) - Math.min(...times)) * CROWDED;
  return run.worlds.flatMap(({ id, name }) => {
    let slot = 0;
    let last = Number.NEGATIVE_INFINITY;
    return run.steps.flatMap((step) =>
      step.attempts.flatMap((attempt): readonly Mark[] => {
        const result = attempt.results[id];
        if (result === undefined) return [];
        slot = step.chainTime - last < near ? (slot + 1) % SLOTS : 0;
        last = step.chainTime;
        return [{ lane: name, at: step.chainTime, outcome: result.outcome, slot: String(slot) }];
      }),
    );
  });
}
