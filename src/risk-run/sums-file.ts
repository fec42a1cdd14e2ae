/**
 * Files of sums, for checkpoints and shards: a line that says what run they belong to, then one line for each group of blocks. Numbers are
 * written so that they are read back to the same bits; classes of the loss that are empty are left out.
 */
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface } from "node:readline";

import type { Moments, PackedSums } from "../risk/simulate/types.js";
import { FileUnreadableError, SumsMismatchError } from "./errors.js";

/** What run sums belong to. `input` is there for `risk merge`, which has no other. */
export interface SumsHeader {
  readonly kind: "holdfast-risk-sums";
  readonly schema: 1;
  readonly engine: string;
  readonly inputHash: string;
  readonly groups: number;
  readonly input: unknown;
}

/** Sums of one group, each policy in the order of the run. */
export interface GroupSums {
  readonly group: number;
  readonly sums: readonly PackedSums[];
}

type Packed = readonly [group: number, policies: readonly (readonly [string, readonly number[], readonly number[]])[]];

/** Writes a whole file or none: under another name first. */
export async function writeSums(path: string, header: SumsHeader, groups: Iterable<GroupSums>): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await mkdir(dirname(path), { recursive: true });
  const file = await open(unfinished, "w");
  try {
    await file.write(`${JSON.stringify(header)}\n`);
    for (const group of groups) await file.write(`${JSON.stringify(pack(group))}\n`);
    await file.close();
    await rename(unfinished, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Reads a file of sums, a line at a time. @throws FileUnreadableError, SumsMismatchError */
export async function readSums(
  path: string,
  expected: { readonly inputHash?: string; readonly engine: string },
): Promise<{ readonly header: SumsHeader; readonly groups: readonly GroupSums[] }> {
  let header: SumsHeader | undefined;
  const groups: GroupSums[] = [];
  try {
    for await (const line of createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Infinity })) {
      if (header === undefined) header = headerOf(path, line, expected);
      else groups.push(unpack(path, line));
    }
  } catch (error) {
    if (error instanceof SumsMismatchError) throw error;
    throw new FileUnreadableError(path, error);
  }
  if (header === undefined) throw new SumsMismatchError(path, "the file", "empty", "a file of sums");
  return { header, groups };
}

function headerOf(
  path: string,
  line: string,
  { inputHash, engine }: { inputHash?: string; engine: string },
): SumsHeader {
  const header = parsed(path, line) as SumsHeader;
  const check = (what: string, found: unknown, wanted: unknown) => {
    if (found !== wanted) throw new SumsMismatchError(path, what, String(found), String(wanted));
  };
  check("kind", header.kind, "holdfast-risk-sums");
  check("schema", header.schema, 1);
  check("engine", header.engine, engine);
  if (inputHash !== undefined) check("input", header.inputHash, inputHash);
  return header;
}

const QUANTITIES = ["badDebt", "unfair", "falseAlarm", "withheld"] as const;

function pack({ group, sums }: GroupSums): Packed {
  return [
    group,
    sums.map((policy) => {
      const { places, weights, losses } = policy.classes;
      return [
        policy.policy,
        QUANTITIES.flatMap((name) => {
          const { weight, weightSquared, total, squares } = policy[name];
          return [weight, weightSquared, total, squares];
        }),
        Array.from(places).flatMap((place, k) => [place, weights[k] ?? 0, losses[k] ?? 0]),
      ];
    }),
  ];
}

function unpack(path: string, line: string): GroupSums {
  const [group, policies] = parsed(path, line) as Packed;
  return {
    group,
    sums: policies.map(([policy, moments, used]) => {
      const at = (k: number): Moments => {
        const [weight = NaN, weightSquared = NaN, total = NaN, squares = NaN] = moments.slice(4 * k, 4 * k + 4);
        return { weight, weightSquared, total, squares };
      };
      const count = used.length / 3;
      const classes = {
        places: Uint16Array.from({ length: count }, (_, k) => used[3 * k] ?? 0),
        weights: Float64Array.from({ length: count }, (_, k) => used[3 * k + 1] ?? 0),
        losses: Float64Array.from({ length: count }, (_, k) => used[3 * k + 2] ?? 0),
      };
      return { policy, badDebt: at(0), unfair: at(1), falseAlarm: at(2), withheld: at(3), classes };
    }),
  };
}

function parsed(path: string, line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw new SumsMismatchError(path, "a line", `"${line.slice(0, 40)}"`, "JSON");
  }
}
