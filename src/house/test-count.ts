/** What Hardhat's test runner says at its end. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  /** Skipped or pending. */
  readonly skipped: number;
}

/** The runner's output holds no summary, so nothing is known to have run. */
export class NoTestSummaryError extends Error {
  readonly code = "HF_NO_TEST_SUMMARY";

  constructor() {
    super("HF_NO_TEST_SUMMARY: the output of `hardhat test` has no summary line, so no test is known to have run");
    this.name = "NoTestSummaryError";
  }
}

// eslint-disable-next-line no-control-regex -- the escape character begins a colour
const COLOUR = /\u001b\[\d+m/g;

/**
 * Reads the summary of `hardhat test` ("12 passing (10 mocha, 2 solidity)"), not the lines of the single runners above it.
 * @throws NoTestSummaryError when there is none, or when no test ran.
 */
export function countTests(output: string): TestCount {
  const summaries = [
    ...output.replace(COLOUR, "").matchAll(/^(\d+) (passing|failing|skipped) \((?:\d+ [a-z]+(?:, )?)+\)$/gm),
  ];
  const count = (kind: string): number => Number(summaries.findLast(([, , name]) => name === kind)?.[1] ?? 0);
  const counts = { passed: count("passing"), failed: count("failing"), skipped: count("skipped") };
  if (counts.passed + counts.failed === 0) throw new NoTestSummaryError();
  return counts;
}

/** Most lines of {@link failuresIn}: enough for some thirty failures, little enough to stand at the end of a log. */
const MOST_LINES = 300;

/** What the runners say of the tests that failed, from the first such word to the end; empty when none failed. */
export function failuresIn(output: string): string {
  const lines = output.replace(COLOUR, "").trimEnd().split("\n");
  const from = lines.findIndex((line) => /^ *\d+ failing\b/.test(line));
  if (from < 0) return "";
  const told = lines.slice(from);
  const left = told.length - MOST_LINES;
  return [...told.slice(0, MOST_LINES), ...(left > 0 ? [`… and ${left} lines more`] : [])].join("\n");
}

/** The plain line that ends a run in CI. */
export function renderTestCount({ passed, failed, skipped }: TestCount): string {
  return `tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
