import { DefencesNotProvenError } from "./errors.js";
import type { Proof } from "./prove.js";

/** One line for a mutant. */
export function proofLine({ mutant, verdict, seconds }: Proof): string {
  const what = `${mutant.id.padEnd(24)} ${verdict.kind.padEnd(8)} ${String(seconds).padStart(4)} s  ${mutant.in}`;
  if (verdict.kind === "killed") return `${what}\n    by ${mutant.run ?? mutant.test}: ${verdict.by}`;
  const edit = `${oneLine(mutant.find)} → ${mutant.replace === "" ? "nothing" : oneLine(mutant.replace)}`;
  return `${what}\n    ${verdict.kind === "defect" ? verdict.why : `not noticed by ${mutant.title}`}\n    ${edit}`;
}

/** What all proofs come to. */
export function proofSummary(proofs: readonly Proof[]): string {
  const count = (kind: string): number => proofs.filter(({ verdict }) => verdict.kind === kind).length;
  return `mutants: ${proofs.length}, killed: ${count("killed")}, survived: ${count("survived")}, not to be judged: ${count("defect")}`;
}

/** @throws DefencesNotProvenError unless every mutant was killed. */
export function requireProven(proofs: readonly Proof[]): void {
  const ids = (kind: string): string[] =>
    proofs.filter(({ verdict }) => verdict.kind === kind).map(({ mutant }) => mutant.id);
  const [survived, defects] = [ids("survived"), ids("defect")];
  if (survived.length + defects.length > 0) throw new DefencesNotProvenError(survived, defects);
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}
