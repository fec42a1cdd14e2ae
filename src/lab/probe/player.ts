import type { Interface } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import type { AttemptResult } from "../../report/model.js";
import { revert, snapshot } from "../branch.js";
import type { ReplayStep } from "../replay/replay.js";
import type { QueuedMessage } from "../replay/scenario.js";
import type { Actors } from "./actors.js";
import { send, simulate, type Attempted } from "./attempt.js";
import { ProbeFailedError, reasonOf } from "./errors.js";
import type { SetUp } from "./make-stage.js";
import type { BrokenInvariant, ProbeRecord, TriedAction } from "./outcome.js";
import type { AnyProbe, PassedAttempt, ProbeAction, ProbeCall, ProbeMoment } from "./probe.js";

type Values = Record<string, Record<string, bigint>>;

/** Id of the message that carries an action through the L1 inbox. */
export function messageId(probe: AnyProbe, action: Pick<ProbeAction<unknown>, "id">): string {
  return `${probe.id}.${action.id}`;
}

/** What a probe puts into the L1 inbox. */
export function queueOf(probe: AnyProbe, startedAt: bigint): readonly QueuedMessage[] {
  return probe.actions.flatMap((action): QueuedMessage[] =>
    action.fromL1 === undefined
      ? []
      : [
          {
            id: messageId(probe, action),
            at: startedAt + action.fromL1.queuedAfter,
            label: `${action.actor} ${action.words}`,
          },
        ],
  );
}

/** Plays one probe through a replay: asks, acts and reads at each step. */
export class ProbePlayer {
  readonly records: ProbeRecord[] = [];
  private readonly state: unknown;
  private readonly abis: readonly Interface[];

  constructor(
    private readonly connection: NetworkConnection,
    private readonly actors: Actors,
    readonly probe: AnyProbe,
    { state, abis }: SetUp,
  ) {
    this.state = state;
    this.abis = abis;
  }

  /** First everybody asks, then gauges are read, then what has effects happens: all see the same chain. */
  async step(step: ReplayStep): Promise<void> {
    const moment: ProbeMoment = step;
    if (!step.executes) {
      this.records.push({ moment, step, tried: [], gauges: {}, branched: {} });
      return;
    }
    const due = this.probe.actions.filter((action) => isDue(this.probe, action, step));
    const asked = due.filter(({ mode }) => mode === "try");
    const tried = await this.#askAll(asked, moment);
    const gauges = await this.#read(moment, () => true);
    const branched = await this.#branch(tried, moment);
    for (const action of due) if (action.mode === "do") tried.push(await this.#play(action, moment));
    this.records.push({ moment, step, tried, gauges, branched });
  }

  /** What could be done now, without any effect. */
  async ask(moment: ProbeMoment): Promise<readonly TriedAction[]> {
    const isAsked = ({ mode, fromL1, when }: ProbeAction<unknown>): boolean =>
      mode === "try" && fromL1 === undefined && (when?.(moment) ?? true);
    return await this.#askAll(this.probe.actions.filter(isAsked), moment);
  }

  /** Sends what shows the protocol that its chain lives. */
  async giveEvidence(moment: ProbeMoment): Promise<void> {
    for (const action of this.probe.actions) {
      if (action.isEvidence === true) await this.#play({ ...action, mode: "do" }, moment);
    }
  }

  /** By measure id and world, at the end. */
  async measures(): Promise<Record<string, Record<string, number>>> {
    const values: Record<string, Record<string, number>> = {};
    for (const measure of this.probe.measures ?? []) {
      const byWorld: Record<string, number> = {};
      for (const { id } of this.probe.worlds) {
        byWorld[id] = await this.#own(id, `measure "${measure.id}"`, async () => await measure.value(this.state, id));
      }
      values[measure.id] = byWorld;
    }
    return values;
  }

  /** Where the probe's own invariants broke. */
  async broken(): Promise<readonly BrokenInvariant[]> {
    const broken: BrokenInvariant[] = [];
    for (const invariant of this.probe.invariants ?? []) {
      const { id, worlds } = invariant;
      for (const world of worlds ?? this.probe.worlds.filter((one) => one.protected).map((one) => one.id)) {
        const history = { passed: (action: string) => this.#passed(action, world) };
        const ask = async () => await invariant.violations(this.state, world, history);
        const breaches = await this.#own(world, `invariant "${id}"`, ask);
        broken.push(...breaches.map((breach) => ({ invariant: id, world, breach })));
      }
    }
    return broken;
  }

  #passed(action: string, world: string): readonly PassedAttempt[] {
    return this.records.flatMap(({ moment, tried }) =>
      tried.flatMap(({ action: id, results }): readonly PassedAttempt[] => {
        const result = id === action ? results[world] : undefined;
        return result?.outcome === "passed" ? [{ moment, result }] : [];
      }),
    );
  }

  /** Questions change nothing, so the node answers one while the next is being put. */
  async #askAll(actions: readonly ProbeAction<unknown>[], moment: ProbeMoment): Promise<TriedAction[]> {
    return await Promise.all(actions.map(async (action) => await this.#play(action, moment)));
  }

  async #play(action: ProbeAction<unknown>, moment: ProbeMoment): Promise<TriedAction> {
    const results: Record<string, AttemptResult> = {};
    const announced: Record<string, boolean> = {};
    const gasUsed: Record<string, number> = {};
    for (const { id: world } of this.probe.worlds) {
      const call = await this.#call(action, world, moment);
      if (call === undefined) continue;
      const says = await this.#own(
        world,
        `action "${action.id}"`,
        async () => await action.announces?.(this.state, world, moment),
        moment,
      );
      if (says !== undefined) announced[world] = says;
      const attempted = await this.#attempt(action, call, world, moment);
      results[world] = attempted.result;
      if (attempted.gasUsed !== undefined) gasUsed[world] = attempted.gasUsed;
    }
    const { id, actor, words, kind, path, mode } = action;
    return { action: id, actor, words, kind, path, mode, results, announced, gasUsed };
  }

  async #attempt(
    action: ProbeAction<unknown>,
    call: ProbeCall,
    world: string,
    moment: ProbeMoment,
  ): Promise<Attempted> {
    const { connection, actors } = this;
    return await this.#own(
      world,
      `action "${action.id}"`,
      async () =>
        action.mode === "do"
          ? await send(connection, actors, call, this.abis)
          : { result: await simulate(connection, actors, call, this.abis) },
      moment,
    );
  }

  async #call(action: ProbeAction<unknown>, world: string, moment: ProbeMoment): Promise<ProbeCall | undefined> {
    return await this.#own(
      world,
      `action "${action.id}"`,
      async () => await action.call(this.state, world, moment),
      moment,
    );
  }

  async #read(moment: ProbeMoment, which: (rule: string) => boolean): Promise<Values> {
    const values: Values = {};
    for (const gauge of this.probe.gauges ?? []) {
      if (!which(gauge.rule)) continue;
      const byWorld: Record<string, bigint> = {};
      for (const { id } of this.probe.worlds) {
        const part = `gauge "${gauge.id}"`;
        const value = await this.#own(id, part, async () => await gauge.read(this.state, id), moment);
        if (value !== undefined) byWorld[id] = value;
      }
      values[gauge.id] = byWorld;
    }
    return values;
  }

  /** What would be settled if those who may settle did so now; the chain is as it was afterwards. */
  async #branch(tried: readonly TriedAction[], moment: ProbeMoment): Promise<Values> {
    const { connection, actors, probe } = this;
    const settlers = tried.filter(({ kind }) => kind === "Settle");
    if (!(probe.gauges ?? []).some(({ rule }) => rule === "once")) return {};
    const open = (world: string) => settlers.filter(({ results }) => results[world]?.outcome === "passed");
    if (!probe.worlds.some(({ id }) => open(id).length > 0)) return {};
    const before = await snapshot(connection);
    try {
      for (const { id: world } of probe.worlds) {
        for (const { action: id } of open(world)) {
          const action = probe.actions.find((candidate) => candidate.id === id);
          const call = action && (await this.#call(action, world, moment));
          if (call !== undefined) await send(connection, actors, call, this.abis);
        }
      }
      const values = await this.#read(moment, (rule) => rule === "once");
      return Object.fromEntries(
        Object.entries(values).map(([gauge, byWorld]) => [
          gauge,
          Object.fromEntries(Object.entries(byWorld).filter(([world]) => open(world).length > 0)),
        ]),
      );
    } finally {
      await revert(connection, before);
    }
  }

  /** Runs a function of the probe's; whatever it throws names probe, world and step. */
  async #own<T>(world: string, part: string, run: () => Promise<T>, moment?: ProbeMoment): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw new ProbeFailedError(this.probe.id, world, part, moment?.id ?? "end", reasonOf(error), { cause: error });
    }
  }
}

function isDue(probe: AnyProbe, action: ProbeAction<unknown>, step: ReplayStep): boolean {
  if (action.fromL1 !== undefined)
    return step.kind === "delayed" && step.message?.id === messageId(probe, action) && (action.when?.(step) ?? true);
  if (action.mode === "do") return step.ordinary && action.when?.(step) === true;
  return step.ordinary && (action.when?.(step) ?? true);
}
