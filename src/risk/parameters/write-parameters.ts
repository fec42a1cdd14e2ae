/**
 * The parameter file of a deployment with the numbers of an optimum. The text is edited, not written anew: only the numbers, the times
 * that stand behind them, and the lines that begin with `// risk:` change. Text in, text out; whoever calls it has the file.
 */
import { RiskInputError } from "../errors.js";
import { parseText } from "../inputs/from-text.js";
import { locate, type Path } from "../inputs/locate.js";
import type { Interval } from "../policy/bootstrap.js";
import type { Optimum, Tuned } from "../policy/optimum.js";
import { contractTerms, type ClampedTerms, type ContractTerms, type TermName } from "./contract-terms.js";

/** What a reader needs to compute the numbers again. */
export interface Provenance {
  readonly engineVersion: string;
  readonly seed: number;
  /** Hash of the input, as the command made it, for example `sha256:…`. */
  readonly inputHash: string;
  readonly episodes: number;
}

/** Where each parameter stands. */
const PATHS: Readonly<Record<TermName, Path>> = {
  minGrace: ["SequencerGuard", "policy", "minGrace"],
  maxGrace: ["SequencerGuard", "policy", "maxGrace"],
  graceScaleBps: ["SequencerGuard", "policy", "graceScaleBps"],
  ignoreBelow: ["SequencerGuard", "policy", "ignoreBelow"],
  ramp: ["SequencerGuard", "policy", "ramp"],
  graceBudget: ["SequencerGuard", "policy", "graceBudget"],
  closeFactorBps: ["LendingMarket", "rules", "closeFactorBps"],
  startCloseFactorBps: ["LendingMarket", "rules", "startCloseFactorBps"],
  severityMarginBps: ["LendingMarket", "rules", "severityMarginBps"],
};

/** Parameters with an interval, the number of the policy that it belongs to, and what its unit is worth. */
const TUNED_BY: readonly (readonly [TermName, Tuned, unit: number])[] = [
  ["minGrace", "minGrace", 1],
  ["maxGrace", "maxGrace", 1],
  ["graceScaleBps", "graceScale", 10_000],
  ["ramp", "ramp", 1],
  ["graceBudget", "graceBudget", 1],
  ["startCloseFactorBps", "startCloseFactor", 10_000],
  ["severityMarginBps", "severityMargin", 10_000],
];

const MARK = "// risk: ";
const UNITS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3_600, day: 86_400 };

/** The terms that an optimum means for the guard of a parameter file. @throws RiskInputError when the file has no visibility lag. */
export function termsFor(text: string, { chosen }: Pick<Optimum, "chosen">): ClampedTerms {
  return contractTerms(chosen.policy, numberAt(text, ["SequencerGuard", "policy", "visibilityLag"]));
}

/**
 * The file with the optimum in it.
 * @param text The file as it is.
 * @throws RiskInputError when it is no JSON5, or when a parameter is missing in it.
 */
export function writeParameters(text: string, optimum: Optimum, provenance: Provenance): string {
  parseText(text);
  const clamped = termsFor(text, optimum);
  let edited = text;
  for (const name of Object.keys(PATHS) as TermName[]) {
    edited = withNumber(edited, PATHS[name], clamped.terms[name]);
  }
  return withHeader(edited, headerOf(optimum, clamped, provenance));
}

/** Puts a number into its place, and the same time in words behind it if there is one. */
function withNumber(text: string, path: Path, value: number): string {
  const before = numberAt(text, path);
  const span = locate(text, path);
  if (span === undefined || before === value) return text;
  const rest = text
    .slice(span.end)
    .replace(/^(,?[ \t]*\/\/[ \t]*)\d+(?:\.\d+)? (second|minute|hour|day)s?\b/, (_, lead) => {
      return `${String(lead)}${inWords(value)}`;
    });
  return `${text.slice(0, span.start)}${value}${rest}`;
}

/** Puts lines behind the first comment, in place of those of an earlier run. */
function withHeader(text: string, lines: readonly string[]): string {
  const all = text.split("\n").filter((line) => !line.startsWith(MARK));
  const end = all.findIndex((line) => !line.startsWith("//"));
  return [...all.slice(0, end), ...lines.map((line) => MARK + line), ...all.slice(end)].join("\n");
}

function headerOf(optimum: Optimum, { terms, moved }: ClampedTerms, provenance: Provenance): string[] {
  const { engineVersion, seed, inputHash, episodes } = provenance;
  return [
    `chosen by the risk engine ${engineVersion}: seed ${seed}, ${episodes} episodes, input ${inputHash}.`,
    "In brackets: 90 % of the resamples choose within.",
    ...TUNED_BY.map(([name, tuned, unit]) => lineOf(name, terms, optimum.intervals[tuned], unit)),
    ...[...moved].map(([name, wanted]) => `${name}: ${wanted} was wanted and is out of the contract's bounds.`),
  ];
}

function lineOf(name: TermName, terms: ContractTerms, { low, high }: Interval, unit: number): string {
  return `${name} ${terms[name]} (${Math.round(low * unit)} to ${Math.round(high * unit)})`;
}

/** A time in the largest unit that divides it: "15 minutes", "90 minutes", "1 hour". */
function inWords(seconds: number): string {
  const [unit, size] = Object.entries(UNITS).findLast(([, each]) => seconds >= each && seconds % each === 0) ?? [
    "second",
    1,
  ];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

function numberAt(text: string, path: Path): number {
  const found = path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    parseText(text),
  );
  if (typeof found !== "number") throw new RiskInputError(path.join("."), found, "a number in the parameter file");
  return found;
}
