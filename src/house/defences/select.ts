import { DefenceUnknownError } from "./errors.js";
import type { Mutant } from "./table.js";

/**
 * The mutants that were asked for: by id (`B9.2`), by pitfall (`B9`), or by the beginning of an id up to a dash (`M-liq`).
 * @param asked Separated by commas; everything when undefined.
 * @throws DefenceUnknownError when a name fits nothing.
 */
export function selectMutants(mutants: readonly Mutant[], asked: string | undefined): Mutant[] {
  if (asked === undefined) return [...mutants];
  const names = asked.split(",").map((name) => name.trim());
  for (const name of names) {
    if (!mutants.some(({ id }) => fits(id, name))) {
      throw new DefenceUnknownError(
        name,
        mutants.map(({ id }) => id),
      );
    }
  }
  return mutants.filter(({ id }) => names.some((name) => fits(id, name)));
}

function fits(id: string, name: string): boolean {
  return id === name || id.startsWith(`${name}.`) || id.startsWith(`${name}-`);
}
