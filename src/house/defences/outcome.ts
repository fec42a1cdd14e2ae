/** What a run of Hardhat's test runners says, and what that says of a mutant. */

/** One test that failed: its own title, the first line of its error, and whether it says that something is not as it should be. */
export interface Failure {
  readonly title: string;
  readonly error: string;
  readonly asserts: boolean;
}

/** What a run said. */
export interface RunResult {
  readonly passed: readonly string[];
  readonly failures: readonly Failure[];
}

/** What is known of a mutant. `defect`: nothing, because the table is at fault. */
export type Verdict =
  | { readonly kind: "killed"; readonly by: string }
  | { readonly kind: "survived" }
  | { readonly kind: "defect"; readonly why: string };

// eslint-disable-next-line no-control-regex -- the escape character begins a colour
const COLOUR = /\u001b\[\d+m/g;

/** How an assertion is printed, a call that reverted unexpectedly, and a changed figure of gas. */
const ASSERTION = /AssertionError|reverted|HF_GAS_CHANGED|^\+ expected - actual$/;

/** Reads the output of `hardhat test mocha` or `hardhat test solidity`. */
export function readRun(output: string): RunResult {
  const plain = output.replace(COLOUR, "");
  const passed = [...plain.matchAll(/^ *✔ (.*?)(?:\([\w,[\]]*\))?(?: \(\d+ms\)| \(runs: \d+.*\))?$/gm)];
  return { passed: passed.map((match) => match[1] ?? ""), failures: failuresIn(plain) };
}

/**
 * Judges a mutant by the run of its test.
 * @param built Whether the mutant compiled.
 * @param run What its test said.
 * @param title Pattern of the title that must be among the failures.
 */
export function judge(built: boolean, run: RunResult, title: string): Verdict {
  if (!built) return { kind: "defect", why: "the mutant does not compile" };
  if (run.passed.length + run.failures.length === 0) return { kind: "defect", why: "no test ran under this title" };
  if (run.failures.length === 0) return { kind: "survived" };
  const expected = new RegExp(title);
  const named = run.failures.filter((failure) => expected.test(failure.title));
  const killer = named.find(({ asserts }) => asserts);
  if (killer !== undefined) return { kind: "killed", by: killer.title };
  const [other] = [...named, ...run.failures];
  return {
    kind: "defect",
    why: `failed, but by no assertion of that test: ${other?.title ?? ""}: ${other?.error ?? ""}`,
  };
}

/** Both runners list failures below their summary: a number, the title in one or more lines, the error. */
function failuresIn(plain: string): Failure[] {
  const start = plain.search(/^ {2}\d+ failing\b/m);
  if (start === -1) return [];
  return plain
    .slice(start)
    .split(/^ {2}\d+\) /m)
    .slice(1)
    .map((block) => {
      const lines = block.split("\n").map((line) => line.trim());
      const solidity = /^\w+#(\w+)\(/.exec(lines[0] ?? "");
      const last = lines.findIndex((line) => line.endsWith(":"));
      const end = solidity !== null || last === -1 ? 0 : last;
      const title = solidity?.[1] ?? (lines[end] ?? "").replace(/:$/, "");
      const said = lines.slice(end + 1).filter((line) => line !== "");
      return { title, error: said[0] ?? "", asserts: said.some((line) => ASSERTION.test(line)) };
    });
}

/** What keeps a test from proving anything: without a mutant it must be there and pass. */
export function flawOf(run: RunResult, title: string): Verdict | undefined {
  const expected = new RegExp(title);
  const failure = run.failures.find((candidate) => expected.test(candidate.title));
  if (failure !== undefined) return { kind: "defect", why: `its test fails without the mutant, too: ${failure.error}` };
  return run.passed.some((passed) => expected.test(passed))
    ? undefined
    : { kind: "defect", why: "no test has this title" };
}
