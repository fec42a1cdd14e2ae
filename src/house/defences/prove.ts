/** Deletes each defence in turn and sees whether its test notices. */
import { flawOf, judge, type RunResult, type Verdict } from "./outcome.js";
import { Scratch } from "./scratch.js";
import type { Mutant } from "./table.js";
import { patternOf } from "./titles.js";

/** A mutant with what became of it. */
export interface Proof {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
  readonly seconds: number;
}

/**
 * Judges mutants, each in a copy of the project.
 * @param root The root of the repository.
 * @param mutants Which.
 * @param jobs How many copies work at the same time.
 * @param say Called with each proof as it comes.
 */
export async function proveDefences(
  root: string,
  mutants: readonly Mutant[],
  jobs: number,
  say: (proof: Proof) => void,
): Promise<Proof[]> {
  const queue = [...mutants];
  const proofs: Proof[] = [];
  const work = async (): Promise<void> => {
    const scratch = await Scratch.create(root);
    try {
      await scratch.buildAll();
      const sound = new Map<string, RunResult>();
      const needed = patternsByFile(mutants);
      for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
        const began = Date.now();
        const verdict = await proveOne(scratch, mutant, sound, needed);
        const proof = { mutant, verdict, seconds: Math.round((Date.now() - began) / 1000) };
        proofs.push(proof);
        say(proof);
      }
    } finally {
      await scratch.remove();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(jobs, mutants.length)) }, work));
  const order = new Map(mutants.map((mutant, index) => [mutant, index]));
  return proofs.sort((a, b) => (order.get(a.mutant) ?? 0) - (order.get(b.mutant) ?? 0));
}

async function proveOne(
  scratch: Scratch,
  mutant: Mutant,
  sound: Map<string, RunResult>,
  needed: ReadonlyMap<string, string>,
): Promise<Verdict> {
  const [file, pattern] = [fileOf(mutant), patternOf(mutant.title)];
  const unmutated = sound.get(file) ?? (await scratch.run(file, needed.get(file)));
  sound.set(file, unmutated);
  const flaw = flawOf(unmutated, pattern);
  if (flaw !== undefined) return flaw;

  const original = scratch.textOf(mutant.in);
  try {
    const built = await scratch.build(mutant, file);
    return judge(built, built ? await scratch.run(file, pattern) : { passed: [], failures: [] }, pattern);
  } finally {
    await scratch.restore(mutant, original);
  }
}

/** One pattern for all tests of a file that the mutants name. */
function patternsByFile(mutants: readonly Mutant[]): Map<string, string> {
  const patterns = new Map<string, string>();
  for (const mutant of mutants) {
    const [file, own] = [fileOf(mutant), patternOf(mutant.title)];
    const before = patterns.get(file);
    patterns.set(file, before === undefined || before === own ? own : `${before}|${own}`);
  }
  return patterns;
}

function fileOf({ run, test }: Mutant): string {
  return run ?? test;
}
