import { judge, outcomeOf, type CallOutcome, type OutageStopOptions } from "./outage-stop.js";

/** Chai matchers for calls in an outage. For `chai.use`; importing `register.ts` does that. */
export const outageMatchers: Chai.ChaiPlugin = ({ Assertion }) => {
  Assertion.addMethod("stoppedByOutage", function (this: Chai.AssertionStatic, given?: OutageStopOptions | Time) {
    const options = optionsOf(given);
    return settleWith(this, outcomeOf(this._obj, options.abis), (outcome) => {
      const wrong = outcome.passed ? "it passed" : judge(outcome.stop, options);
      const when = options.until === undefined ? "" : ` until ${options.until}`;
      this.assert(
        wrong === undefined,
        `expected the call to be stopped by the outage${when}, but ${wrong ?? ""}`,
        `expected the call not to be stopped by the outage${when}, but it was`,
        undefined,
      );
    });
  });

  Assertion.addMethod("allowedInOutage", function (this: Chai.AssertionStatic, given?: OutageStopOptions) {
    return settleWith(this, outcomeOf(this._obj, given?.abis), (outcome) => {
      this.assert(
        outcome.passed,
        `expected the call to be allowed, but it was stopped by ${outcome.passed ? "" : outcome.stop.error}`,
        "expected the call to be stopped, but it passed",
        undefined,
      );
    });
  });
};

type Time = bigint | number;

function optionsOf(given: OutageStopOptions | Time | undefined): OutageStopOptions {
  if (typeof given === "bigint" || typeof given === "number") return { until: given };
  return given ?? {};
}

/**
 * Makes an assertion that can be awaited. Chai hands on what a matcher returns only when it is the assertion itself, so `then`
 * and `catch` are set on it; a promise of its own would be dropped and the matcher would always pass.
 */
function settleWith(
  assertion: Chai.AssertionStatic,
  outcome: Promise<CallOutcome>,
  check: (outcome: CallOutcome) => void,
): Chai.AssertionStatic {
  const settled = outcome.then(check);
  return Object.assign(assertion, { then: settled.then.bind(settled), catch: settled.catch.bind(settled) });
}
