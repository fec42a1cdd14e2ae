import { expect } from "chai";

import { checkInvariants } from "../../src/demo/invariants.js";
import { WORLDS } from "../../src/demo/worlds.js";
import type { Attempt, AttemptResult, Run, Step } from "../../src/report/model.js";

const passed: AttemptResult = { outcome: "passed" };
const stopped = (error: string, until?: number): AttemptResult => ({
  outcome: "stopped",
  error,
  ...(until === undefined ? {} : { until }),
});

function attempt(kind: string, guarded: AttemptResult, unguarded = passed, action = "acts"): Attempt {
  return { actor: "Liz", action, kind, results: { guarded, unguarded } };
}

function runOf(step: Partial<Step>, attempts: readonly Attempt[], cents = { guarded: 0, unguarded: 0 }): Run {
  const whole: Step = {
    id: "x",
    label: "x",
    realTime: 100,
    chainTime: 100,
    feed: "up",
    status: "Up",
    ...step,
    attempts,
  };
  return {
    id: "run",
    title: "",
    description: "",
    worlds: WORLDS,
    pair: "",
    steps: [whole],
    spans: [],
    prices: [],
    money: [{ actor: "Liz", role: "", cents }],
    measures: [],
    notStopped: [],
    setup: [],
  };
}

const broken = (run: Run) => checkInvariants([run]).flatMap(({ id, holds }) => (holds ? [] : [id]));

describe("demo, invariants", () => {
  for (const status of ["Unknown", "Down", "Recovering"]) {
    for (const kind of ["IncreaseRisk", "Liquidate"]) {
      it(`DEMO-1 given status ${status} / when ${kind} passes with the guard / it is broken`, () => {
        expect(broken(runOf({ status }, [attempt(kind, passed)]))).to.deep.equal(["DEMO-1"]);
        expect(broken(runOf({ status }, [attempt(kind, stopped("SequencerDown"))]))).to.deep.equal([]);
        expect(broken(runOf({ status }, [attempt("none", passed)]))).to.deep.equal([]);
      });
    }
  }

  it("DEMO-1 given a position beyond saving / when it is liquidated / it holds in Recovering alone, and for liquidations alone", () => {
    const lost: AttemptResult = { outcome: "passed", beyondSaving: true };
    expect(broken(runOf({ status: "Recovering" }, [attempt("Liquidate", lost)]))).to.deep.equal([]);
    expect(broken(runOf({ status: "Down" }, [attempt("Liquidate", lost)]))).to.deep.equal(["DEMO-1"]);
    expect(broken(runOf({ status: "Recovering" }, [attempt("IncreaseRisk", lost)]))).to.deep.equal(["DEMO-1"]);
  });

  for (const status of ["Ramping", "Up"]) {
    it(`DEMO-1 given status ${status} / when a liquidation passes / it holds`, () => {
      expect(broken(runOf({ status }, [attempt("Liquidate", passed)]))).to.deep.equal([]);
    });
  }

  it("DEMO-2 given a repayment / when it is stopped in any world / it is broken, unless nothing was owed", () => {
    expect(broken(runOf({}, [attempt("ReduceRisk", stopped("SequencerDown"))]))).to.deep.equal(["DEMO-2"]);
    expect(broken(runOf({}, [attempt("ReduceRisk", passed, stopped("PriceStale"))]))).to.deep.equal(["DEMO-2"]);
    expect(broken(runOf({}, [attempt("ReduceRisk", passed, stopped("ZeroAmount"))]))).to.deep.equal([]);
    const noDebt = stopped("Aave error 39 NO_DEBT_OF_SELECTED_TYPE");
    expect(broken(runOf({}, [attempt("ReduceRisk", passed, noDebt)]))).to.deep.equal([]);
  });

  it("DEMO-3 given the time that an error names / when something is stopped at it or later / it is broken", () => {
    const at = (until: number) =>
      broken(runOf({ status: "Recovering" }, [attempt("Liquidate", stopped("SequencerRecovering", until))]));
    expect(at(101)).to.deep.equal([]);
    expect(at(100)).to.deep.equal(["DEMO-3"]);
    expect(at(99)).to.deep.equal(["DEMO-3"]);
    const over = { id: "grace-over", status: "Ramping" };
    expect(broken(runOf(over, [attempt("Liquidate", stopped("SequencerDown"))]))).to.deep.equal(["DEMO-3"]);
    expect(broken(runOf(over, [attempt("Liquidate", stopped("PositionHealthy"))]))).to.deep.equal([]);
  });

  it("DEMO-4 given gains / when they do not add up in one world / it is broken, rounding aside", () => {
    expect(broken(runOf({}, [], { guarded: 3, unguarded: -3 }))).to.deep.equal([]);
    expect(broken(runOf({}, [], { guarded: 4, unguarded: 0 }))).to.deep.equal(["DEMO-4"]);
    expect(broken(runOf({}, [], { guarded: 0, unguarded: -4 }))).to.deep.equal(["DEMO-4"]);
  });

  it("DEMO-5 given who repaid in time / when liquidated after the report arrived / it is broken", () => {
    const liquidation = attempt("Liquidate", passed, passed, "liquidates Ana");
    expect(broken(runOf({ status: "Ramping" }, [liquidation]))).to.deep.equal(["DEMO-5"]);
    expect(broken(runOf({ status: "Up" }, [liquidation]))).to.deep.equal([]);
  });

  it("DEMO-6 given the time before the outage / when the worlds differ / it is broken", () => {
    const differing = [attempt("none", passed, stopped("PriceStale"))];
    expect(broken(runOf({ id: "setup" }, differing))).to.deep.equal(["DEMO-6"]);
    expect(broken(runOf({ id: "before" }, differing))).to.deep.equal(["DEMO-6"]);
    expect(broken(runOf({ id: "later" }, differing))).to.deep.equal([]);
  });

  it("given a violation / when told / it names run, actor and step", () => {
    const [first] = checkInvariants([
      runOf({ status: "Down" }, [attempt("Liquidate", passed, passed, "liquidates Ben")]),
    ]);
    expect(first?.violations).to.deep.equal(['run: Liz liquidates Ben at "x" although the guard said Down']);
  });
});
