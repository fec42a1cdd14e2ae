/** What a run of Hardhat's test runners says, and what that says of a mutant. */

/** One test that failed: its own title and the first line of its error. */
export interface Failure {
  readonly title: string;
  readonly error: string;
}

/** What a run said. */
export interface RunResult {
  readonly passed: number;
  readonly failures: readonly Failure[];
}

/** What is known of a mutant. `defect`: nothing, because the table is at fault. */
export type Verdict =
  | { readonly kind: "killed"; readonly by: string }
  | { readonly kind: "survived" }
  | { readonly kind: "defect"; readonly why: string };

// eslint-disable-next-line no-control-regex -- the escape character begins a colour
const COLOUR = /\u001b\[\d+m/g;

/** Errors by which a test says that something is not as it should be: an assertion, or a call that reverted. */
const ASSERTION = /AssertionError|reverted|Assertion failed|NotEqual|arithmetic|out-of-bounds|InvariantBroken/;

/** Reads the output of `hardhat test mocha` or `hardhat test solidity`. */
export function readRun(output: string): RunResult {
  const plain = output.replace(COLOUR, "");
  const passed = sum(plain.matchAll(/^ {2}(\d+) passing\b/gm));
  return { passed, failures: failuresIn(plain) };
}

/**
 * Judges a mutant by the run of its test.
 * @param built Whether the mutant compiled.
 * @param run What its test said.
 * @param title Pattern of the title that must be among the failures.
 */
export function judge(built: boolean, run: RunResult, title: string): Verdict {
  if (!built) return { kind: "defect", why: "the mutant does not compile" };
  if (run.passed + run.failures.length === 0) return { kind: "defect", why: "no test ran under this title" };
  if (run.failures.length === 0) return { kind: "survived" };
  const expected = new RegExp(title);
  const named = run.failures.filter((failure) => expected.test(failure.title));
  const killer = named.find(({ error }) => ASSERTION.test(error));
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
      return { title, error: lines.slice(end + 1).find((line) => line !== "") ?? "" };
    });
}

function sum(matches: Iterable<RegExpMatchArray>): number {
  return [...matches].reduce((total, match) => total + Number(match[1]), 0);
}
