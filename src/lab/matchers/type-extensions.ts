import type { OutageStopOptions } from "./outage-stop.js";

declare global {
  // Chai's own types are a namespace; that is how they are extended.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Chai {
    interface Assertion {
      /**
       * The call is stopped because of the outage, its feed or a price from before it; await the assertion.
       * @param given When it must open, or what else is known of the protocol's errors.
       */
      stoppedByOutage(given?: OutageStopOptions | bigint | number): AsyncAssertion;
      /** The call passes; await the assertion. */
      allowedInOutage(given?: OutageStopOptions): AsyncAssertion;
    }
    // As the matchers of Hardhat's toolbox declare it.
    interface AsyncAssertion extends Assertion, Promise<void> {}
  }
}
