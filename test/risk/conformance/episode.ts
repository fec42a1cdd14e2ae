/** Random episodes of one or two outages, drawn from Philox: the same number, the same episode. */
import { philox } from "../../../src/risk/random/philox.js";
import type { OutageScenario } from "../../../src/lab/replay/scenario.js";

/** One outage of an episode; times in seconds. */
export interface DrawnOutage {
  readonly length: number;
  readonly downDetection: number;
  readonly upDetection: number;
  readonly visibility: number;
  readonly ordinaryHeadStart: number;
  readonly mempoolOpen: boolean;
  /** Share of its price that the collateral keeps over the outage, and from then to each later moment. */
  readonly kept: number;
  readonly drift: number;
}

/** An episode: its outages, and the seconds between the last look at the first and the start of the second. */
export interface DrawnEpisode {
  readonly number: number;
  readonly outages: readonly DrawnOutage[];
  readonly between: number;
  /** Uniform numbers for whatever else is decided by chance while it is played. */
  readonly chance: (index: number) => number;
}

const SEED: readonly [number, number] = [0x484f4c44, 0x46415354];
const WORD = 2 ** 32;

/** The episode of that number; lengths are log-normal about the sourced median of 87 minutes, cut at six hours. */
export function drawEpisode(number: number): DrawnEpisode {
  const chance = (index: number) => {
    const words = philox([index >>> 2, number, 0, 0], SEED);
    return ((words[index & 3] ?? 0) + 0.5) / WORD;
  };
  const draw = (outage: number): DrawnOutage => {
    const u = (index: number) => chance(outage * 16 + index);
    const normal = Math.sqrt(-2 * Math.log(u(0))) * Math.cos(2 * Math.PI * u(1));
    return {
      length: Math.min(Math.round(5_220 * Math.exp(1.25 * normal)) + 1, 21_600),
      downDetection: 135 + Math.floor(u(2) * 56),
      upDetection: Math.floor(u(3) * 60),
      visibility: Math.floor(u(4) * 900),
      ordinaryHeadStart: u(5) < 0.5 ? 0 : Math.floor(u(6) * 300),
      mempoolOpen: u(7) < 0.5,
      kept: 1 - 0.35 * u(8),
      drift: 0.1 * (u(9) - 0.5),
    };
  };
  const outages = chance(64) < 0.3 ? [draw(0), draw(1)] : [draw(0)];
  return { number, outages, between: 601 + Math.floor(chance(65) * 5_400), chance: (index) => chance(128 + index) };
}

/** One outage of an episode as the lab replays it. @param from Price of the collateral before it, in the feed's decimals. */
export function scenarioOf(
  outage: DrawnOutage,
  startedAt: bigint,
  from: bigint,
  looks: readonly bigint[],
): OutageScenario {
  const endedAt = startedAt + BigInt(outage.length);
  const after = scaled(from, outage.kept);
  return {
    startedAt,
    endedAt,
    lag: {
      downDetection: BigInt(outage.downDetection),
      upDetection: BigInt(outage.upDetection),
      visibility: BigInt(outage.visibility),
    },
    ordinaryHeadStart: BigInt(outage.ordinaryHeadStart),
    mempoolOpen: outage.mempoolOpen,
    maxBackfillBlocks: 0,
    prices: {
      "ETH/USD": (time) =>
        time < endedAt ? from : scaled(after, 1 + (outage.drift * Math.min(Number(time - endedAt), 20_000)) / 20_000),
      "USDC/USD": () => 100_000_000n,
    },
    checkpoints: looks.map((time) => ({ id: String(time), after: time - endedAt, since: "recovery" })),
  };
}

function scaled(price: bigint, factor: number): bigint {
  return BigInt(Math.round(Number(price) * factor));
}
