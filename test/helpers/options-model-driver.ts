/**
 * What every run of the options' differential campaign does: time passes, the sequencer halts, its feed speaks late or not at all;
 * an act is tried on the model and on the contracts and must end alike; views are compared.
 */
import { expect } from "chai";

import type { DrawnAct, DrawnWait } from "./options-model-acts.js";
import { type ModelBook, tokenKey } from "./options-model-book.js";
import type { Ending, Party } from "./options-model-chain.js";
import type { ModelMoment, Verdict } from "./options-model.js";
import { SequencerModel } from "./options-model-sequencer.js";
import { refused, type Refusal } from "./options-model-types.js";
import type { Campaign, CampaignToken } from "./options-model-world.js";

const STATUSES = ["Unknown", "Down", "Recovering", "Ramping", "Up"] as const;
export const ZERO = "0x0000000000000000000000000000000000000000";
/** Rounds that may be missing from the ledger before a keeper syncs: views read up to 16. */
const MOST_BEHIND = 12;

/** A view with its arguments and what the model says to it. */
export interface Question {
  readonly what: string;
  readonly view: string;
  readonly args: readonly unknown[];
  readonly expected: readonly unknown[];
}

export abstract class CampaignDriver {
  protected readonly sequencer: SequencerModel;
  protected readonly nameOf: ReadonlyMap<string, string>;
  protected now = 0n;

  constructor(protected readonly campaign: Campaign) {
    this.sequencer = new SequencerModel(campaign.mergeGap);
    this.sequencer.deliver({ answer: 0n, startedAt: campaign.born });
    this.nameOf = new Map([...campaign.accounts].map(([name, address]) => [address.toLowerCase(), name]));
  }

  /** Who owns what, by the model. */
  protected abstract get book(): ModelBook;

  /** Tries a call on the contracts, holds how it ends against the verdict, and does it on both where it goes through. */
  protected async both(
    name: string,
    caller: string,
    args: readonly unknown[],
    verdict: Verdict,
    target: Party = this.campaign.options,
  ): Promise<string> {
    const { chain } = this.campaign;
    const ending = await chain.act(this.address(caller), target, name, args);
    const told = this.told(ending);
    const allowed = verdict.refusals.map(toldRefusal);
    if (allowed.length > 0) {
      expect(allowed, `OPT-1 ${name} by ${caller} is refused as by the model, at ${this.now}`).to.include(told);
    } else {
      expect(told, `OPT-1 ${name} by ${caller} goes through as by the model, at ${this.now}`).to.equal("passes");
      if (ending.ok && verdict.moves !== undefined) {
        expect(
          [...(ending.returned as unknown as Iterable<unknown>)],
          `OPT-1 ${name} returns what the model says`,
        ).to.deep.equal(verdict.moves);
      }
      verdict.commit();
    }
    return ending.ok ? "passes" : ending.error;
  }

  protected told(ending: Ending): string {
    if (ending.ok) return "passes";
    const args = ending.args.map((arg) =>
      typeof arg === "string" ? (this.nameOf.get(arg.toLowerCase()) ?? arg) : arg,
    );
    return toldRefusal(refused(ending.error, ...args));
  }

  /** What everybody sees now. */
  protected async moment(): Promise<ModelMoment> {
    const { chain, guard, ledger, feed } = this.campaign;
    const [status, synced] = [
      await chain.call(ZERO, guard, "status", []),
      await chain.call(ZERO, ledger, "syncedRound", []),
    ];
    if (!status.ok || !synced.ok) expect.fail("guard and ledger answer");
    const state = status.returned[0] as { status: bigint; since: bigint; until: bigint };
    const name = STATUSES[Number(state.status)] ?? "Unknown";
    const stops: Record<(typeof STATUSES)[number], Refusal[]> = {
      Unknown: [refused("UptimeFeedUnavailable", feed.address)],
      Down: [refused("SequencerDown", state.since)],
      Recovering: [refused("SequencerRecovering", state.until)],
      Ramping: [],
      Up: [],
    };
    const says = (refusals: readonly Refusal[]) => ({ refusals, until: state.until });
    return {
      now: this.now,
      sight: this.sequencer.sightAt(this.now, synced.returned[0] as bigint),
      increaseRisk: stops[name],
      settle: says(stops[name]),
      recovering: says(name === "Recovering" ? stops[name] : []),
    };
  }

  protected async ask(target: Party, questions: readonly Question[], state: string): Promise<void> {
    const encoded = questions.map(({ view, args }) => target.interface.encodeFunctionData(view, args));
    const { chain, caller } = this.campaign;
    const asked = await chain.call(ZERO, caller, "ask", [target.address, encoded]);
    if (!asked.ok) expect.fail(`the contracts answer: ${asked.error}`);
    const answers = asked.returned[0] as readonly { readonly success: boolean; readonly data: string }[];
    questions.forEach(({ what, view, expected }, i) => {
      const answer = answers[i];
      const due = target.interface.encodeFunctionResult(view, expected);
      if (answer?.success === true && answer.data === due) return;
      const told =
        answer?.success === true
          ? target.interface.decodeFunctionResult(view, answer.data).toString()
          : `refusal ${String(answer?.data)}`;
      const meant = target.interface.decodeFunctionResult(view, due).toString();
      expect.fail(`OPT-1 the contracts equal the model: ${what} is ${told}, by the model ${meant}; ${state}`);
    });
  }

  /** The time at which a wait ends, by the times at which something may change, soonest first. */
  protected after({ kind, seconds, edge, off }: DrawnWait, edges: readonly bigint[]): bigint {
    if (kind === "none") return this.now;
    if (kind === "seconds") return this.now + BigInt(seconds);
    const toCome = edges.filter((time) => time + BigInt(off) > this.now);
    const chosen = toCome[Math.min(edge, toCome.length - 1)];
    return chosen === undefined ? this.now : chosen + BigInt(off);
  }

  /** Time passes; the feed shows what is due on the way. */
  protected async advance(time: bigint): Promise<void> {
    for (let due = this.sequencer.nextDue(time); due !== undefined; due = this.sequencer.nextDue(time)) {
      await this.moveTo(due.visibleAt);
      await this.deliver(due);
    }
    await this.moveTo(time);
  }

  protected async moveTo(time: bigint): Promise<void> {
    if (time <= this.now) return;
    await this.campaign.chain.moveTo(time);
    this.now = time;
  }

  protected async deliver({
    answer,
    startedAt,
  }: {
    readonly answer: bigint;
    readonly startedAt: bigint;
  }): Promise<void> {
    const { chain, feed, ledger } = this.campaign;
    await chain.send(this.address("keeper"), feed, "appendRounds", [1, [{ answer, startedAt, set: true }]]);
    this.sequencer.deliver({ answer, startedAt });
    const synced = await chain.call(ZERO, ledger, "syncedRound", []);
    if (synced.ok && this.sequencer.behind(synced.returned[0] as bigint) > MOST_BEHIND) {
      await chain.send(this.address("keeper"), ledger, "sync", [32]);
    }
  }

  /** Thousandths of what somebody owns. */
  protected part(tokenId: bigint, owner: string, share: number): bigint {
    const owned = this.book.of(tokenKey(tokenId), owner);
    return share === 1_001 ? owned + 1n : (owned * BigInt(share)) / 1_000n;
  }

  protected token(side: string, decimals: bigint): CampaignToken {
    const found = this.campaign.tokens.find(({ key }) => key === `${side} ${decimals}`);
    if (found === undefined) expect.fail(`no token "${side} ${decimals}"`);
    return found;
  }

  protected address(name: string): string {
    return this.campaign.accounts.get(name) ?? ZERO;
  }

  protected async halt({ halt, share }: Pick<DrawnAct, "halt" | "share">): Promise<string> {
    const drawn = {
      length: BigInt(halt.length),
      detection: BigInt(halt.detection),
      upDetection: BigInt(halt.upDetection),
      visibility: BigInt(halt.visibility),
      jumps: halt.jumps,
    };
    // Now and then the feed is told of the recovery only days later, or never.
    const goesOnAt = this.sequencer.halt(share === 0 ? { ...drawn, upDetection: 100n * 3_600n } : drawn, this.now);
    await this.advance(goesOnAt);
    return "the chain goes on";
  }

  protected async breakFeed(): Promise<string> {
    const mended = this.sequencer.dead;
    // A feed is mended by a round that says again what it said last.
    await this.deliver(mended ? this.sequencer.lastShown : { answer: 2n, startedAt: this.now });
    return mended ? "mended" : "broken";
  }

  protected async sync({ share }: Pick<DrawnAct, "share">): Promise<string> {
    await this.campaign.chain.send(this.address("keeper"), this.campaign.ledger, "sync", [share % 20]);
    return "done";
  }

  protected async overrideGuard({ share }: Pick<DrawnAct, "share">): Promise<string> {
    const { chain, guard } = this.campaign;
    const args = [share % 2 === 0 ? 1 : 4, 600 + share * 60, "campaign"];
    const ending = await chain.act(this.address("guardian"), guard, "overrideStatus", args);
    return ending.ok ? "done" : ending.error;
  }
}

const toldRefusal = ({ error, args }: Refusal): string => `${error}(${args.map(String).join(", ")})`;
