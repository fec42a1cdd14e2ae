/**
 * One run of the campaign over a cash series and its oracle: settlements, observations, vetoes, prices and redemptions, each tried on
 * both sides and compared afterwards.
 */
import { expect } from "chai";
import * as fc from "fast-check";

import { type DrawnAct, type DrawnSeries, haltArbitrary, waitArbitrary } from "./options-model-acts.js";
import { type ModelBook, tokenKey } from "./options-model-book.js";
import { CampaignDriver, type Question } from "./options-model-driver.js";
import { type ModelMoment, type ModelSeries, newSeries, OptionsModel, POOL } from "./options-model.js";
import type { Tally } from "./options-model-campaign.js";
import { SettlementModel, Step } from "./options-model-settlement.js";
import { Kind, NEVER, refused, Style } from "./options-model-types.js";
import { ACTORS, type Campaign, FIRST_PRICE, ORACLE, RULES } from "./options-model-world.js";

const KINDS = [
  "start",
  "observe",
  "fix",
  "take",
  "veto",
  "report",
  "redeemLong",
  "redeemShort",
  "close",
  "halt",
  "breakFeed",
  "wait",
] as const;
type CashKind = (typeof KINDS)[number];
/** Round 0 of the feed's one phase. */
const ROUND = 1n << 64n;

interface DrawnCashAct extends Omit<DrawnAct, "kind"> {
  readonly kind: CashKind;
  readonly price: bigint;
}

/** One run: a series, what is written, and acts. */
export interface DrawnCashRun {
  readonly series: DrawnSeries;
  readonly written: number;
  readonly acts: readonly DrawnCashAct[];
}

const HOUR = 3_600;
const weights: Readonly<Record<CashKind, number>> = {
  start: 9,
  observe: 8,
  fix: 10,
  take: 8,
  veto: 5,
  report: 9,
  redeemLong: 3,
  redeemShort: 3,
  close: 1,
  halt: 2,
  breakFeed: 1,
  wait: 1,
};

const price = fc.oneof(
  fc.bigInt({ min: 1_000n * 10n ** 8n, max: 4_000n * 10n ** 8n }),
  fc.constantFrom(1n, 2_000n * 10n ** 8n, 2n ** 100n),
);

const act: fc.Arbitrary<DrawnCashAct> = fc.record({
  kind: fc.oneof(...KINDS.map((kind) => ({ arbitrary: fc.constant(kind), weight: weights[kind] }))),
  actor: fc.nat({ max: ACTORS.length - 1 }),
  other: fc.nat({ max: ACTORS.length - 1 }),
  series: fc.constant(0),
  share: fc.oneof({ arbitrary: fc.integer({ min: 1, max: 1000 }), weight: 4 }, fc.constantFrom(0, 1, 999, 1000, 1001)),
  wait: waitArbitrary,
  halt: haltArbitrary,
  price,
});

/** Runs over one cash series. */
export const cashRuns: fc.Arbitrary<DrawnCashRun> = fc.record({
  series: fc.record({
    kind: fc.constantFrom(Kind.Call, Kind.Put),
    style: fc.constant(Style.EuropeanCash),
    underlyingDecimals: fc.constantFrom(6n, 8n, 18n),
    quoteDecimals: fc.constantFrom(6n, 8n, 18n),
    strike: fc.integer({ min: 1_000, max: 3_000 }).map(BigInt),
    expiry: fc.integer({ min: HOUR, max: 3 * HOUR }),
    window: fc.constant(0),
  }),
  written: fc.nat({ max: 1_000_000 }),
  acts: fc.array(act, { minLength: 25, maxLength: 45, size: "max" }),
});

export class CashRun extends CampaignDriver {
  readonly #model: OptionsModel;
  #rounds = 1n;

  constructor(
    campaign: Campaign,
    private readonly tally: Tally,
  ) {
    super(campaign);
    this.#model = new OptionsModel(RULES, BigInt(campaign.policy.visibilityLag));
    for (const { key } of campaign.tokens)
      for (const actor of ACTORS) this.#model.book.mint(key, actor, campaign.plenty);
  }

  protected get book(): ModelBook {
    return this.#model.book;
  }

  async play(run: DrawnCashRun): Promise<void> {
    this.now = await this.campaign.chain.now();
    const series = await this.#create(run.series, BigInt(run.written) + 1n);
    const oracle = new SettlementModel(series.terms.expiry, ORACLE, BigInt(this.campaign.policy.visibilityLag));
    oracle.rounds.push({ roundId: ROUND + 1n, answer: FIRST_PRICE, at: this.campaign.born });
    for (const [i, drawn] of run.acts.entries()) {
      await this.advance(this.after(drawn.wait, await this.#edges(series, oracle)));
      const kind = await this.#due(drawn, oracle);
      const ending = await this.#try({ ...drawn, kind }, series, oracle);
      const key = `${kind}: ${ending}`;
      this.tally.acts.set(key, (this.tally.acts.get(key) ?? 0) + 1);
      await this.#compare(series, oracle, `act ${i}, ${kind}: ${ending}, at ${this.now}`);
    }
  }

  async #create(drawn: DrawnSeries, digits: bigint): Promise<ModelSeries> {
    const { chain, options, oracle } = this.campaign;
    const [underlying, quote] = [
      this.token("underlying", drawn.underlyingDecimals),
      this.token("quote", drawn.quoteDecimals),
    ];
    const expiry = this.now + BigInt(drawn.expiry);
    // The strike is drawn in whole units of the quote.
    const terms = { ...drawn, expiry, exerciseStart: 0n, strike: drawn.strike * 10n ** drawn.quoteDecimals + 7n };
    const tuple = { ...terms, underlying: underlying.address, quote: quote.address, oracle: oracle.address };
    const ending = await chain.act(this.address("writer"), options, "createSeries", [tuple]);
    if (!ending.ok) expect.fail(`OPT-1 the series is created: ${ending.error}(${ending.args.join(", ")})`);
    const id = ending.returned[0] as bigint;
    const series = newSeries({ id, terms, underlying: underlying.key, quote: quote.key, oracleDecimals: 8n });
    const longs = digits * 1_003n;
    for (const writer of ["writer", "writer2"]) {
      const longTo = writer === "writer" ? "holder" : writer;
      const verdict = this.#model.write(series, await this.moment(), {
        writer,
        longs,
        maxProceeds: 0n,
        longTo,
        shortTo: writer,
      });
      await this.both("write", writer, [id, longs, 0n, this.address(longTo), this.address(writer)], verdict);
    }
    return series;
  }

  /** Every other act is what the moment is for, so that runs come to averages and vetoes. */
  async #due(drawn: DrawnCashAct, oracle: SettlementModel): Promise<CashKind> {
    if (drawn.share % 2 === 0) return drawn.kind;
    if (oracle.step !== Step.None && this.now < oracle.finalAt && drawn.share % 5 < 2) return "veto";
    const { from, to, counting } = oracle.observations(await this.moment());
    if (this.now < from || this.now > to) return drawn.kind;
    const nextAt = (counting.at(-1)?.at ?? 0n) + ORACLE.observationSpacing;
    if (nextAt > this.now && nextAt <= to) await this.advance(nextAt);
    await this.#report(drawn.price, oracle);
    return "observe";
  }

  async #try(drawn: DrawnCashAct, series: ModelSeries, oracle: SettlementModel): Promise<string> {
    const actor = ACTORS[drawn.actor] ?? "writer";
    const { expiry } = series.terms;
    const target = this.campaign.oracle;
    const acts: Record<CashKind, () => Promise<string>> = {
      start: async () => this.both("startSettlement", actor, [expiry], oracle.start(await this.moment()), target),
      observe: async () => this.both("observe", actor, [expiry], oracle.observe(await this.moment()), target),
      fix: async () => {
        const moment = await this.moment();
        const proof = oracle.proofOf(oracle.roundTime(moment));
        return await this.both("fixPrice", actor, [expiry, proof], oracle.fix(moment), target);
      },
      take: () => this.#take(actor, series, oracle),
      veto: async () => {
        const caller = drawn.share % 3 === 0 ? actor : "guardian";
        return await this.both("veto", caller, [expiry, "campaign"], oracle.veto(caller, await this.moment()), target);
      },
      report: () => this.#report(drawn.price, oracle),
      redeemLong: () => this.#redeem("redeemLong", series, drawn),
      redeemShort: () => this.#redeem("redeemShort", series, drawn),
      close: () => this.#close(series, drawn),
      halt: () => this.halt(drawn),
      breakFeed: () => this.breakFeed(),
      wait: () => Promise.resolve("time passes"),
    };
    return await acts[drawn.kind]();
  }

  async #report(answer: bigint, oracle: SettlementModel): Promise<string> {
    const { chain, prices } = this.campaign;
    await chain.send(this.address("keeper"), prices, "pushRound", [answer, this.now]);
    this.#rounds += 1n;
    oracle.rounds.push({ roundId: ROUND + this.#rounds, answer, at: this.now });
    return "reported";
  }

  /** The options take the price over, and have it fixed before where nobody has. */
  async #take(actor: string, series: ModelSeries, oracle: SettlementModel): Promise<string> {
    const moment = await this.moment();
    const { id, terms, pools } = series;
    const proof = oracle.proofOf(oracle.roundTime(moment));
    if (pools.price !== 0n) {
      const refusals = [refused("PriceTakenBefore", id, pools.price)];
      return await this.both("fixPrice", actor, [id, proof], { refusals, commit: () => undefined });
    }
    const early = moment.now <= terms.expiry ? [refused("ExpiryNotPassed", terms.expiry + 1n)] : [];
    const fixing = oracle.step === Step.None ? oracle.fix(moment) : undefined;
    const waits = fixing === undefined && moment.now < oracle.finalAt;
    const refusals = [
      ...early,
      ...(fixing?.refusals ?? []),
      ...(waits ? [refused("PriceNotFinal", terms.expiry, oracle.finalAt)] : []),
    ];
    const commit = (): void => {
      fixing?.commit();
      if (moment.now >= oracle.finalAt) this.#model.takePrice(series, oracle.price);
    };
    return await this.both("fixPrice", actor, [id, proof], { refusals, commit });
  }

  async #redeem(name: "redeemLong" | "redeemShort", series: ModelSeries, drawn: DrawnCashAct): Promise<string> {
    const tokenId = name === "redeemLong" ? series.id : series.id + 1n;
    const owners = ACTORS.filter((owner) => this.book.of(tokenKey(tokenId), owner) > 0n);
    const holder = owners[drawn.actor % Math.max(owners.length, 1)] ?? "holder";
    const receiver = ACTORS[drawn.other] ?? "holder";
    const amount = this.part(tokenId, holder, drawn.share);
    const parties = { caller: holder, holder, receiver };
    const verdict =
      name === "redeemLong"
        ? this.#model.redeemLong(series, amount, parties)
        : this.#model.redeemShort(series, await this.moment(), amount, parties);
    return await this.both(name, holder, [series.id, amount, this.address(holder), this.address(receiver)], verdict);
  }

  async #close(series: ModelSeries, { share }: DrawnCashAct): Promise<string> {
    const shorts = this.part(series.id + 1n, "writer2", share);
    const verdict = this.#model.close(series, "writer2", shorts, "writer2");
    return await this.both("close", "writer2", [series.id, shorts, this.address("writer2")], verdict);
  }

  async #compare(series: ModelSeries, oracle: SettlementModel, state: string): Promise<void> {
    const { options, tokens, accounts } = this.campaign;
    const moment = await this.moment();
    const { id, terms, pools } = series;
    const about = (view: string, args: readonly unknown[], ...expected: readonly unknown[]): Question => ({
      what: view,
      view,
      args,
      expected,
    });
    const { from, to, counting } = oracle.observations(moment);
    await this.ask(
      this.campaign.oracle,
      [
        about("observationsOf", [terms.expiry], from, to, BigInt(counting.length)),
        about("roundTimeOf", [terms.expiry], oracle.roundTime(moment)),
        about("settlementOf", [terms.expiry], {
          step: oracle.step,
          vetoed: oracle.vetoed,
          price: oracle.price,
          fixedAt: oracle.fixedAt,
          finalAt: oracle.finalAt,
          phase: oracle.witnessed ? 1n : 0n,
        }),
      ],
      state,
    );
    const tokensOf = [id, id + 1n].flatMap((tokenId) =>
      ACTORS.map((actor) => about("balanceOf", [accounts.get(actor), tokenId], this.book.of(tokenKey(tokenId), actor))),
    );
    await this.ask(
      options,
      [
        about("poolsOf", [id], pools),
        about("stageOf", [id], this.#model.stageOf(series, moment)),
        about("effectiveExpiry", [id], this.#model.effectiveAt(series, moment)),
        ...tokensOf,
      ],
      state,
    );
    for (const token of tokens.filter(({ key }) => key === series.underlying || key === series.quote)) {
      const owners = [
        ...ACTORS.map((actor) => [actor, this.address(actor)] as const),
        [POOL, options.address] as const,
      ];
      await this.ask(
        token,
        owners.map(([owner, address]) => about("balanceOf", [address], this.book.of(token.key, owner))),
        state,
      );
    }
  }

  async #edges(series: ModelSeries, oracle: SettlementModel): Promise<bigint[]> {
    const moment: ModelMoment = await this.moment();
    const { expiry } = series.terms;
    const { from, to, counting } = oracle.observations(moment);
    const times = [
      expiry,
      expiry + RULES.detectionLag + 1n,
      from,
      (counting.at(-1)?.at ?? from) + ORACLE.observationSpacing,
      to,
      to + RULES.detectionLag + 1n,
      oracle.finalAt,
      expiry + RULES.longStop,
      ...oracle.opensAt(),
      ...this.sequencer.pending.map(({ visibleAt }) => visibleAt),
    ];
    return [...new Set(times)].filter((time) => time < NEVER).sort((a, b) => Number(a - b));
  }
}
