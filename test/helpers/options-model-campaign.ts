/**
 * One run of the options' differential campaign: every act is tried on the model and on the contracts, must end alike, and
 * everything is compared afterwards.
 */
import { expect } from "chai";

import type { ActKind, DrawnAct, DrawnRun, DrawnSeries } from "./options-model-acts.js";
import { type ModelBook, tokenKey } from "./options-model-book.js";
import { opensAt, startableAt } from "./options-model-clock.js";
import { CampaignDriver, type Question, ZERO } from "./options-model-driver.js";
import { type ModelSeries, newSeries, OptionsModel, POOL } from "./options-model.js";
import { ExpiryStatus, NEVER, refused } from "./options-model-types.js";
import { ACTORS, type Campaign, RULES } from "./options-model-world.js";

/** What a campaign did, to be printed. */
export interface Tally {
  readonly acts: Map<string, number>;
}

/** A run over physical series. */
export class CampaignRun extends CampaignDriver {
  readonly #model: OptionsModel;
  readonly #series: ModelSeries[] = [];

  constructor(
    campaign: Campaign,
    private readonly tally: Tally,
  ) {
    super(campaign);
    this.#model = new OptionsModel(RULES, BigInt(campaign.policy.visibilityLag));
    this.#model.approvals.add("holder/keeper");
    for (const { key } of campaign.tokens)
      for (const actor of ACTORS) this.#model.book.mint(key, actor, campaign.plenty);
  }

  protected get book(): ModelBook {
    return this.#model.book;
  }

  async play(run: DrawnRun): Promise<void> {
    this.now = await this.campaign.chain.now();
    for (const [i, drawn] of run.series.entries()) await this.#create(drawn, BigInt(run.written[i] ?? 1) + 1n);
    await this.compare("after the first writings");
    for (const [i, act] of run.acts.entries()) {
      await this.advance(this.after(act.wait, this.#edges()));
      const ending = await this.#try(act);
      const key = `${act.kind}: ${ending}`;
      this.tally.acts.set(key, (this.tally.acts.get(key) ?? 0) + 1);
      await this.compare(`act ${i}, ${act.kind}: ${ending}, at ${this.now}`, ending === "passes");
    }
    await this.compare("at the end");
  }

  async #create(drawn: DrawnSeries, digits: bigint): Promise<void> {
    const { chain, options } = this.campaign;
    const [underlying, quote] = [
      this.token("underlying", drawn.underlyingDecimals),
      this.token("quote", drawn.quoteDecimals),
    ];
    const expiry = this.now + BigInt(drawn.expiry);
    const exerciseStart = expiry - BigInt(drawn.window);
    const terms = { ...drawn, expiry, exerciseStart };
    const tuple = {
      ...terms,
      underlying: underlying.address,
      quote: quote.address,
      oracle: ZERO,
    };
    const ending = await chain.act(this.address("writer"), options, "createSeries", [tuple]);
    if (!ending.ok && ending.error === "SeriesExists") return;
    if (!ending.ok) expect.fail(`OPT-1 the series is created: ${ending.error}(${ending.args.join(", ")})`);
    const series = newSeries({
      id: ending.returned[0] as bigint,
      terms,
      underlying: underlying.key,
      quote: quote.key,
      oracleDecimals: 0n,
    });
    this.#series.push(series);
    const longs = digits * (drawn.underlyingDecimals > 6n ? 10n ** (drawn.underlyingDecimals - 4n) + 7n : 1_003n);
    await this.#write(series, { writer: "writer", longs, maxProceeds: 0n, longTo: "holder", shortTo: "writer" });
    await this.#write(series, { writer: "writer2", longs, maxProceeds: 0n, longTo: "writer2", shortTo: "writer2" });
  }

  async #try(act: DrawnAct): Promise<string> {
    const series = this.#series[act.series % this.#series.length];
    if (series === undefined) return "no series";
    const actor = ACTORS[act.actor] ?? "writer";
    const other = ACTORS[act.other] ?? "writer";
    const acts: Record<ActKind, () => Promise<string>> = {
      write: () => this.#writeShare(series, act, actor, other),
      close: () => this.#close(series, act, actor),
      exercise: () => this.#exercise(series, act, actor, other),
      startSettlement: async () =>
        this.both("startSettlement", actor, [series.id], this.#model.startSettlement(series, await this.moment())),
      redeemShort: () => this.#redeemShort(series, act, actor, other),
      redeemLong: () => this.#redeemLong(series, act, actor, other),
      transfer: () => this.#transfer(series, act, actor, other),
      halt: () => this.halt(act),
      breakFeed: () => this.breakFeed(),
      sync: () => this.sync(act),
      overrideGuard: () => this.overrideGuard(act),
      wait: () => Promise.resolve("time passes"),
    };
    return await acts[act.kind]();
  }

  async #writeShare(series: ModelSeries, { share }: DrawnAct, actor: string, other: string): Promise<string> {
    const base = series.pools.longs === 0n ? 1_000_003n : series.pools.longs;
    const longs = (base * BigInt(share)) / 1_000n;
    const maxProceeds = share % 3 === 0 ? 0n : this.campaign.plenty;
    return await this.#write(series, { writer: actor, longs, maxProceeds, longTo: other, shortTo: actor });
  }

  async #write(series: ModelSeries, act: Parameters<OptionsModel["write"]>[2]): Promise<string> {
    const verdict = this.#model.write(series, await this.moment(), act);
    const args = [series.id, act.longs, act.maxProceeds, this.address(act.longTo), this.address(act.shortTo)];
    return await this.both("write", act.writer, args, verdict);
  }

  async #close(series: ModelSeries, { share }: DrawnAct, drawn: string): Promise<string> {
    const pairs = ACTORS.filter(
      (name) =>
        this.#model.book.of(tokenKey(series.id), name) > 0n && this.#model.book.of(tokenKey(series.id + 1n), name) > 0n,
    );
    const actor = pairs.find((name) => name === drawn) ?? pairs[0] ?? drawn;
    const shorts = this.part(series.id + 1n, actor, share);
    const verdict = this.#model.close(series, actor, shorts, actor);
    return await this.both("close", actor, [series.id, shorts, this.address(actor)], verdict);
  }

  async #exercise(series: ModelSeries, { share }: DrawnAct, actor: string, other: string): Promise<string> {
    const { holder, caller } = this.#ownerOf(series.id, actor, other);
    const longs = this.part(series.id, holder, share);
    const verdict = this.#model.exercise(series, await this.moment(), longs, { caller, holder, receiver: other });
    const args = [series.id, longs, this.address(holder), this.address(other)];
    return await this.both("exercise", caller, args, verdict);
  }

  async #redeemShort(series: ModelSeries, { share }: DrawnAct, actor: string, other: string): Promise<string> {
    const { holder, caller } = this.#ownerOf(series.id + 1n, actor, other);
    const shorts = this.part(series.id + 1n, holder, share);
    const parties = { caller, holder, receiver: other };
    const verdict = this.#model.redeemShort(series, await this.moment(), shorts, parties);
    return await this.both(
      "redeemShort",
      caller,
      [series.id, shorts, this.address(holder), this.address(other)],
      verdict,
    );
  }

  async #redeemLong(series: ModelSeries, { share }: DrawnAct, actor: string, other: string): Promise<string> {
    const longs = this.part(series.id, actor, share);
    const verdict = this.#model.redeemLong(series, longs, { caller: actor, holder: actor, receiver: other });
    return await this.both("redeemLong", actor, [series.id, longs, this.address(actor), this.address(other)], verdict);
  }

  async #transfer(series: ModelSeries, { share }: DrawnAct, actor: string, other: string): Promise<string> {
    const tokenId = share % 2 === 0 ? series.id : series.id + 1n;
    const amount = this.part(tokenId, actor, share);
    const owned = this.#model.book.of(tokenKey(tokenId), actor);
    const short = amount > owned ? [refused("ERC1155InsufficientBalance", actor, owned, amount, tokenId)] : [];
    const commit = (): void => this.#model.book.move(tokenKey(tokenId), actor, other, amount);
    const args = [this.address(actor), this.address(other), tokenId, amount, "0x"];
    return await this.both("safeTransferFrom", actor, args, { refusals: short, commit });
  }

  /** Series, clocks and balances are the model's, all asked in one block. */
  protected async compare(state: string, balancesToo = true): Promise<void> {
    const { options, tokens, accounts } = this.campaign;
    const moment = await this.moment();
    const model = this.#model;
    const questions: Question[] = [];
    for (const series of this.#series) {
      const { id, terms, pools, start } = series;
      const about = (view: string, args: readonly unknown[], ...expected: readonly unknown[]): void =>
        void questions.push({ what: `${view} of ${id}`, view, args, expected });
      about("poolsOf", [id], pools);
      about("settlementStartOf", [id], start);
      const effective = model.effective(series, moment);
      // What is told beside "unknown" is nobody's word.
      if (effective.status !== ExpiryStatus.Unknown) about("expiryOf", [terms.expiry], effective);
      about("effectiveExpiry", [id], model.effectiveAt(series, moment));
      about("settlementStateOf", [id, terms.expiry], model.settlementStateOf(series, moment));
      about("stageOf", [id], model.stageOf(series, moment));
      for (const tokenId of balancesToo ? [id, id + 1n] : [])
        for (const actor of ACTORS)
          about("balanceOf", [accounts.get(actor), tokenId], model.book.of(tokenKey(tokenId), actor));
    }
    await this.ask(options, questions, state);
    // What does not pass moves nothing; the end of the run looks at everything again.
    if (!balancesToo) return;
    const used = new Set(this.#series.flatMap(({ underlying, quote }) => [underlying, quote]));
    for (const token of tokens.filter(({ key }) => used.has(key))) {
      const owners = [
        ...ACTORS.map((actor) => [actor, accounts.get(actor)] as const),
        [POOL, options.address] as const,
      ];
      const balances = owners.map(([owner, address]) => ({
        what: `${token.key} of ${owner}`,
        view: "balanceOf",
        args: [address],
        expected: [model.book.of(token.key, owner)],
      }));
      await this.ask(token, balances, state);
    }
  }

  /** Every time known now at which something may change, soonest first. */
  #edges(): bigint[] {
    const times = this.sequencer.pending.map(({ visibleAt }) => visibleAt);
    const sight = this.sequencer.sightAt(this.now, 0n);
    const quiet = { refusals: [], until: 0n };
    const moment = { now: this.now, sight, increaseRisk: [], settle: quiet, recovering: quiet };
    for (const series of this.#series) {
      const { terms, start } = series;
      const view = this.#model.clockOf(series, moment);
      times.push(terms.exerciseStart, terms.expiry, view.effective.effectiveAt, startableAt(view));
      if (start.startedAt !== 0n) times.push(opensAt(view));
      if (start.firstAt !== 0n) times.push(start.firstAt + RULES.longStop);
    }
    return [...new Set(times)].filter((time) => time < NEVER).sort((a, b) => Number(a - b));
  }

  /** Somebody who owns the token, so that the time decides mostly; acting himself, or the keeper for him. */
  #ownerOf(tokenId: bigint, actor: string, other: string): { holder: string; caller: string } {
    const owners = ACTORS.filter((name) => this.#model.book.of(tokenKey(tokenId), name) > 0n);
    const holder = owners.find((name) => name === actor) ?? owners[0] ?? actor;
    const caller = other === "keeper" && (holder === "holder" || actor === "keeper") ? "keeper" : holder;
    return { holder, caller };
  }
}
