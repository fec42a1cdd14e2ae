/** The table of defences: what can go wrong, what stands against it, and which test fails without that. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import JSON5 from "json5";
import { z } from "zod";

import { filesUnder } from "../files.js";
import { DefenceTableError } from "./errors.js";

/** Where the tables live, from the root of the repository. */
export const TABLES_FOLDER = "test/defences";
/** The table that has a row for each pitfall; the others hold further mutants. */
export const PITFALLS_FILE = `${TABLES_FOLDER}/pitfalls.json5`;

const words = z.string().min(1);
const path = z.string().regex(/^[\w.-]+(\/[\w.-]+)+$/);

/** A test by the file that it stands in and its title there, with `…` for each hole of a template; `…` alone is any of the file's. */
const testShape = { test: path.regex(/^test\//), title: words };

const mutantShape = z
  .object({
    /** The file in which the defence stands. */
    in: path.regex(/^contracts\/.*\.sol$/),
    /** Text that occurs there once, and what replaces it. */
    find: words,
    replace: z.string(),
    ...testShape,
    /** The file to run, where the title stands in a shared behaviour. */
    run: path.regex(/^test\//).optional(),
  })
  .strict();

const pitfallShape = z
  .object({
    id: z.string().regex(/^[A-E]\d{1,2}$/),
    wrong: words,
    defence: words,
    mutants: z.array(mutantShape).default([]),
    /** Tests that hold the defence too. */
    also: z.array(z.object(testShape).strict()).default([]),
    /** Why no small edit deletes the defence. */
    unmutated: words.optional(),
  })
  .strict()
  .refine(({ mutants, unmutated }) => (mutants.length === 0) === (unmutated !== undefined), {
    message: "a row has mutants, or says why it has none",
  });

const ownMutantShape = mutantShape
  .extend({
    id: z.string().regex(/^M(-[a-zA-Z0-9]+)+$/),
    /** Why no test can tell the mutant from the original; it is then not run. */
    equivalent: words.optional(),
    test: path.regex(/^test\//).optional(),
    title: words.optional(),
  })
  .strict()
  .refine(({ equivalent, test, title }) => (equivalent === undefined) === (test !== undefined && title !== undefined), {
    message: "a mutant has a test with its title, or says why it is equivalent",
  });

/** One pitfall. */
export type Pitfall = z.infer<typeof pitfallShape>;
/** One small edit and the test that must fail with it. */
export type Mutant = z.infer<typeof mutantShape> & { readonly id: string };
/** An edit that no test can tell from the original. */
export type EquivalentMutant = Pick<Mutant, "id" | "in" | "find" | "replace"> & { readonly equivalent: string };

/** Everything that the files say. */
export interface DefenceTable {
  readonly pitfalls: readonly Pitfall[];
  /** Mutants of the pitfalls first, then the others, in the order of the files. */
  readonly mutants: readonly Mutant[];
  readonly equivalents: readonly EquivalentMutant[];
}

/**
 * Reads every table.
 * @param root The root of the repository.
 * @throws DefenceTableError with every problem of shape.
 */
export async function loadDefences(root: string): Promise<DefenceTable> {
  const others = (await filesUnder(join(root, TABLES_FOLDER)))
    .map((name) => `${TABLES_FOLDER}/${name}`)
    .filter((name) => name.endsWith(".json5") && name !== PITFALLS_FILE);
  const pitfalls = parseTable(PITFALLS_FILE, await readFile(join(root, PITFALLS_FILE), "utf8"), pitfallShape);
  const own = await Promise.all(
    others.map(async (name) => parseTable(name, await readFile(join(root, name), "utf8"), ownMutantShape)),
  );
  return tableOf(pitfalls, own.flat());
}

/** The shape of a file of rows. @throws DefenceTableError with every problem found. */
export function parsePitfalls(name: string, text: string): Pitfall[] {
  return parseTable(name, text, pitfallShape);
}

/** The shape of a file of further mutants. @throws DefenceTableError with every problem found. */
export function parseMutants(name: string, text: string): z.infer<typeof ownMutantShape>[] {
  return parseTable(name, text, ownMutantShape);
}

/** Gives each mutant its id: a pitfall's only one has the pitfall's, of several each has a number besides. */
export function tableOf(
  pitfalls: readonly Pitfall[],
  own: readonly z.infer<typeof ownMutantShape>[] = [],
): DefenceTable {
  const ofPitfalls = pitfalls.flatMap(({ id, mutants }) =>
    mutants.map((mutant, index) => ({ ...mutant, id: mutants.length === 1 ? id : `${id}.${index + 1}` })),
  );
  const run: Mutant[] = [];
  const equivalents: EquivalentMutant[] = [];
  for (const { equivalent, test, title, ...edit } of own) {
    if (equivalent !== undefined) equivalents.push({ ...edit, equivalent });
    else if (test !== undefined && title !== undefined) run.push({ ...edit, test, title });
  }
  return { pitfalls, mutants: [...ofPitfalls, ...run], equivalents };
}

function parseTable<T extends z.ZodTypeAny>(name: string, text: string, shape: T): z.output<T>[] {
  let content: unknown;
  try {
    content = JSON5.parse(text);
  } catch (error) {
    throw new DefenceTableError([`${name}: ${(error as Error).message}`]);
  }
  const parsed = z.array(shape).safeParse(content);
  if (parsed.success) return parsed.data;
  throw new DefenceTableError(
    parsed.error.issues.map(({ path: place, message }) => `${name}: ${place.join(".") || "file"}: ${message}`),
  );
}
