/**
 * The sequencer and its uptime feed in the options' differential campaign. A halt stops the chain; what the feed says of it is
 * dated as on L1 and seen later, as on a rollup: between the recovery and the sight of it, the feed still says "up".
 */
import { LedgerModel, type ModelRound, walk } from "./ledger-model.js";
import type { LedgerSight } from "./options-model-expiry.js";
import { laterOf } from "./options-model-types.js";

/** A report on its way: the feed shows it from `visibleAt` on. */
export interface Report {
  readonly answer: bigint;
  readonly startedAt: bigint;
  readonly visibleAt: bigint;
}

/** One halt, in seconds. */
export interface Halt {
  readonly length: bigint;
  /** From the last block to the date of "down"; a halt that is not longer is never reported. */
  readonly detection: bigint;
  /** From the first block to the date of "up". */
  readonly upDetection: bigint;
  /** From the date of a report to the sight of it. */
  readonly visibility: bigint;
  /** Nitro: the clock jumps over the halt. Otherwise blocks are back-dated, and nobody's clock shows it. */
  readonly jumps: boolean;
}

/** The phase in which the feed of the campaign writes. */
const PHASE = 1n;

export class SequencerModel {
  readonly #rounds: ModelRound[] = [];
  #pending: Report[] = [];
  /** Whether the feed's newest answer is malformed. */
  dead = false;

  /** @param mergeGap The ledger's, in seconds. */
  constructor(private readonly mergeGap: bigint) {}

  /** Reports that are still on their way, the next one first. */
  get pending(): readonly Report[] {
    return this.#pending;
  }

  /** Dates the reports of a halt that begins `now`; tells when the chain goes on. */
  halt({ length, detection, upDetection, visibility, jumps }: Halt, now: bigint): bigint {
    const end = now + length;
    const goesOnAt = jumps ? end : now;
    if (detection < length) {
      for (const [answer, at] of [
        [1n, now + detection],
        [0n, end + upDetection],
      ] as const) {
        // The feed never dates a report before the one that it made last.
        const startedAt = laterOf(at, this.#last().startedAt);
        this.#pending.push({ answer, startedAt, visibleAt: laterOf(goesOnAt, startedAt + visibility) });
      }
      this.#pending.sort((a, b) => Number(a.visibleAt - b.visibleAt));
    }
    return goesOnAt;
  }

  /** The report that the feed shows next by `time`; none while it is dead. */
  nextDue(time: bigint): Report | undefined {
    const [next] = this.#pending;
    return !this.dead && next !== undefined && next.visibleAt <= time ? next : undefined;
  }

  /** The newest round that says something. */
  get lastShown(): ModelRound {
    return this.#rounds.filter(isSound).at(-1) ?? { answer: 0n, startedAt: 0n };
  }

  /** The feed writes a round. */
  deliver(round: ModelRound): void {
    const [next] = this.#pending;
    if (next?.startedAt === round.startedAt && next.answer === round.answer) this.#pending.shift();
    this.#rounds.push(round);
    this.dead = !isSound(round);
  }

  /** How many rounds are not stored when the ledger stands at `syncedRound`. */
  behind(syncedRound: bigint): number {
    return walk(this.#phases()).filter(({ roundId }) => roundId > syncedRound).length;
  }

  /** What the ledger can tell, when it has stored the rounds up to `syncedRound`. */
  sightAt(now: bigint, syncedRound: bigint): LedgerSight {
    const phases = this.#phases();
    const reads = walk(phases).filter(({ roundId }) => roundId <= syncedRound).length;
    const stored = new LedgerModel(phases, this.mergeGap, reads);
    const full = this.dead ? undefined : new LedgerModel(phases, this.mergeGap);
    return (from, to) => {
      const known = to <= stored.lastChangeAt ? stored : full;
      return known
        ?.outagesBetween(laterOf(from, 0n), to, now)
        .map((outage) => ({ ...outage, running: known.running?.start === outage.start }));
    };
  }

  #phases() {
    return [{ id: PHASE, rounds: this.#rounds }];
  }

  #last(): ModelRound {
    return this.#pending.at(-1) ?? this.lastShown;
  }
}

const isSound = ({ answer }: ModelRound): boolean => answer === 0n || answer === 1n;
