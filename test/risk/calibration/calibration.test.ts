/** What is learnt from known outages. */
import { expect } from "chai";

import { drawRate, fitRate, meanRateOf, rateQuantile, VAGUE_RATE } from "../../../src/risk/calibration/arrivals.js";
import { calibrate, calibratedChains, calibratePooled, lengthsOf } from "../../../src/risk/calibration/calibrate.js";
import { calibrateKinds } from "../../../src/risk/calibration/kinds.js";
import { drawDuration, fitDuration, middleOf, VAGUE } from "../../../src/risk/calibration/duration.js";
import { quantilePlot } from "../../../src/risk/calibration/quantile-plot.js";
import { quantile } from "../../../src/risk/math/normal.js";
import { incidents, sourcedHalts, type Incident } from "../../../src/risk/presets/incidents.js";
import { uniforms } from "../../../src/risk/random/uniform.js";
import { expectClose } from "../../helpers/close-to.js";
import { expectRejection } from "../../helpers/risk-errors.js";

const halts = sourcedHalts();
const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;
const variance = (values: readonly number[]) => mean(values.map((x) => x ** 2)) - mean(values) ** 2;

/** Log-normal lengths. */
function lengths(count: number, mu: number, sigma: number, stream: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    Math.exp(mu + sigma * quantile(uniforms([i, stream, 0, 0], [99, 1])[0])),
  );
}

describe("calibration of durations", () => {
  it("given the 22 sourced halts of rollups / when fitted / the median is about 87 minutes and sigma about 1.25", () => {
    const { medianMinutes, sigma, duration } = calibratePooled();
    expect(duration.own).to.equal(22);
    expectClose(medianMinutes, 87, 1);
    expectClose(sigma, 1.25, 0.01);
  });

  it("given the textbook's update / when one outage at a time is learnt / it is the same as all at once", () => {
    const all = [600, 1_200, 9_000, 40_000];
    const atOnce = fitDuration(all);
    const inTurn = all.reduce((prior, length) => fitDuration([length], [], 1, prior), VAGUE);
    for (const field of ["m", "kappa", "alpha", "beta", "own"] as const) {
      expectClose(inTurn[field], atOnce[field], 1e-9, field);
    }
  });

  it("given outages of others / when their discount is 1 / they count as own; when it is 0, not at all", () => {
    const [own, others] = [
      [600, 1_200],
      [9_000, 40_000],
    ];
    const [full, joined] = [fitDuration(own, others, 1), fitDuration([...others, ...own])];
    for (const field of ["m", "kappa", "alpha", "beta"] as const) expectClose(full[field], joined[field], 1e-9, field);
    expect(fitDuration(own, others, 0)).to.deep.equal({ ...fitDuration(own), others: 2 });
  });

  it("given a chain with one halt and one with five / when pooled in part / the former is nearer to all rollups", () => {
    const all = Math.log(calibratePooled().medianMinutes);
    const own = (chain: string) => mean(lengthsOf(halts, [chain]).map((length) => Math.log(length / 60)));
    const drawn = (chain: string) =>
      Math.abs(Math.log(calibrate(chain).medianMinutes) - all) / Math.abs(own(chain) - all);
    expect(drawn("Scroll")).to.be.lessThan(drawn("Base"));
    expect(drawn("Base")).to.be.lessThan(1);
  });

  it("given a posterior / when drawn from / mean and variance of the draws are its own", () => {
    const posterior = fitDuration(lengthsOf(halts, calibratedChains));
    const draws = Array.from({ length: 20_000 }, (_, k) => drawDuration(posterior, k, 1));
    const { m, kappa, alpha, beta } = posterior;
    const spread = beta / (alpha - 1);
    const error = Math.sqrt(spread / kappa / draws.length);
    expectClose(mean(draws.map(({ mu }) => mu)), m, 4 * error);
    // The mean's law is Student's with 2·alpha degrees of freedom.
    expectClose(variance(draws.map(({ mu }) => mu)) / (spread / kappa), 1, 0.05);
    expectClose(mean(draws.map(({ sigma }) => sigma ** 2)) / spread, 1, 0.02);
  });

  it("given the same draw and seed / when drawn twice / the law is the same; another draw, seed or stream gives another", () => {
    const posterior = fitDuration([600, 1_200]);
    const first = drawDuration(posterior, 5, 1);
    expect(drawDuration(posterior, 5, 1)).to.deep.equal(first);
    for (const other of [
      drawDuration(posterior, 6, 1),
      drawDuration(posterior, 5, 2),
      drawDuration(posterior, 5, 1, 1),
    ]) {
      expect(other.mu).not.to.equal(first.mu);
    }
  });

  it("given 200 samples of a known law / when fitted / the 90 % intervals of the mean cover it in 90 ± 5 %", () => {
    const [mu, sigma, draws] = [8.5, 1.2, 400];
    let covered = 0;
    for (let k = 0; k < 200; k++) {
      const posterior = fitDuration(lengths(22, mu, sigma, k));
      const sorted = Array.from({ length: draws }, (_, i) => drawDuration(posterior, i, k).mu).sort((a, b) => a - b);
      if ((sorted[19] ?? 0) <= mu && mu <= (sorted[379] ?? 0)) covered++;
    }
    expectClose(covered / 200, 0.9, 0.05);
  });

  it("given a length of zero / when fitted / it is refused", () => {
    expectRejection(() => fitDuration([60, 0]), "lengths[1]", 0);
    expectRejection(() => fitDuration([60], [], 1.5), "discount", 1.5);
    expectRejection(() => middleOf(VAGUE), "alpha − 1", 0);
  });
});

describe("calibration of rates", () => {
  it("given counts and years / when fitted / shape and rate are the prior's and theirs", () => {
    const { shape, rate } = VAGUE_RATE;
    const fitted = fitRate({ halts: 3, years: 5 }, [{ halts: 8, years: 20 }], 0.25);
    expect(fitted).to.deep.equal({ shape: shape + 3 + 2, rate: rate + 5 + 5 });
    expectClose(meanRateOf(fitted), 5.5 / 10.5, 1e-15);
  });

  it("given a rollup without halts / when calibrated / its rate is above zero and below that of all", () => {
    const { haltsPerYear, seen } = calibrate("Manta Pacific");
    expect(seen.halts).to.equal(0);
    expect(haltsPerYear.mean).to.be.greaterThan(0);
    expect(haltsPerYear.mean).to.be.lessThan(calibratePooled().haltsPerYear.mean);
  });

  it("given a posterior / when drawn from / a twentieth of the draws is below the 5 % quantile", () => {
    const posterior = fitRate({ halts: 3, years: 5 });
    const low = rateQuantile(posterior, 0.05);
    const below = Array.from({ length: 20_000 }, (_, k) => drawRate(posterior, k, 3)).filter((rate) => rate < low);
    expectClose(below.length / 20_000, 0.05, 0.005);
  });

  it("given bad counts or a chain without years / when fitted / they are refused", () => {
    expectRejection(() => fitRate({ halts: -1, years: 1 }), "halts", -1);
    expectRejection(() => fitRate({ halts: 1, years: NaN }), "years", NaN);
    expectRejection(() => calibrate("Ethereum"), "chain", "Ethereum");
  });
});

describe("plot of quantiles", () => {
  it("given the known halts / when plotted / nine in ten lie in the band of the law fitted to them", () => {
    const observed = lengthsOf(halts, calibratedChains);
    const points = quantilePlot(observed, fitDuration(observed), 1);
    expect(points.map(({ observed: seconds }) => seconds)).to.deep.equal(observed.toSorted((a, b) => a - b));
    const inside = points.filter(({ observed: x, low, high }) => low <= x && x <= high);
    expect(inside.length).to.be.at.least(20);
    for (const { low, expected, high } of points) expect(low < expected && expected < high).to.equal(true);
  });

  it("given lengths of quite another law / when plotted / many lie outside", () => {
    const points = quantilePlot(lengths(40, 8.5, 1.2, 1), fitDuration(lengths(40, 6, 0.5, 2)), 1);
    expect(points.filter(({ observed: x, low, high }) => low <= x && x <= high).length).to.be.lessThan(10);
  });

  it("given no lengths / when plotted / it is refused", () => {
    expectRejection(() => quantilePlot([], VAGUE, 1), "lengths", "empty");
  });
});

describe("calibration of what is no halt", () => {
  it("given the list of incidents / when fitted / each kind has the sourced events of rollups, and the gamma's mean", () => {
    const kinds = calibrateKinds();
    expect(kinds.map(({ kind, events, lengths }) => [kind, events, lengths])).to.deep.equal([
      ["degraded", 6, 3],
      ["da", 2, 1],
      ["reorg", 0, 0],
    ]);
    for (const { events, years, perYear } of kinds) {
      expectClose(years, 39, 0.1);
      expectClose(perYear.mean, (events + 0.5) / (years + 0.5), 1e-12);
      expect(perYear.low < perYear.mean && perYear.mean < perYear.high).to.equal(true);
    }
  });

  it("given an event that is recalled, or of a sidechain / when fitted / it does not count", () => {
    const [event] = incidents.filter(({ kind, layer }) => kind === "da" && layer === "rollup");
    const one = { ...event, chain: "Base" } as Incident;
    const list = [one, { ...one, confidence: "recalled" }, { ...one, chain: "Polygon PoS" }] as const;
    expect(calibrateKinds(list).map(({ events }) => events)).to.deep.equal([0, 1, 0]);
    expect(calibrateKinds([]).map(({ events }) => events)).to.deep.equal([0, 0, 0]);
  });
});
