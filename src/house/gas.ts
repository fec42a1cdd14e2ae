import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Measured gas by group, then by a sentence that says what was measured. */
export type GasSnapshot = Readonly<Record<string, Readonly<Record<string, number>>>>;

const UPDATE = "if the change is meant, run `npm run gas` and commit snapshots/gas.json";

/** A measurement differs from the committed one. */
export class GasChangedError extends Error {
  readonly code = "HF_GAS_CHANGED";

  constructor(
    readonly group: string,
    readonly sentence: string,
    readonly was: number,
    readonly now: number,
  ) {
    super(`HF_GAS_CHANGED: ${group}: ${sentence}: was ${was}, is ${now} (${signed(now - was)}); ${UPDATE}`);
    this.name = "GasChangedError";
  }
}

/** A measurement has no committed counterpart, or a committed one was not measured. */
export class GasNotRecordedError extends Error {
  readonly code = "HF_GAS_NOT_RECORDED";

  constructor(
    readonly group: string,
    readonly sentence: string,
    readonly value: number,
  ) {
    super(`HF_GAS_NOT_RECORDED: ${group}: ${sentence}: measured ${value}, nothing committed; ${UPDATE}`);
    this.name = "GasNotRecordedError";
  }
}

/** The committed snapshot is not what the benches measure. */
export class GasSnapshotStaleError extends Error {
  readonly code = "HF_GAS_SNAPSHOT_STALE";

  constructor(readonly differences: readonly string[]) {
    super(`HF_GAS_SNAPSHOT_STALE: ${UPDATE}\n${differences.map((difference) => `  ${difference}`).join("\n")}`);
    this.name = "GasSnapshotStaleError";
  }
}

/** One sentence was measured twice in one run, so one of the two would be lost. */
export class GasRecordedTwiceError extends Error {
  readonly code = "HF_GAS_RECORDED_TWICE";

  constructor(
    readonly group: string,
    readonly sentence: string,
  ) {
    super(`HF_GAS_RECORDED_TWICE: ${group}: ${sentence}`);
    this.name = "GasRecordedTwiceError";
  }
}

/** The snapshot in `path`; empty when the file does not exist. */
export function readGasSnapshot(path: string): GasSnapshot {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as GasSnapshot;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}

/** Adds one measurement to `path`, keeping groups and sentences sorted so that a diff shows what changed. */
export function writeGasEntry(path: string, group: string, sentence: string, value: number): void {
  const snapshot = readGasSnapshot(path);
  writeGasSnapshot(path, { ...snapshot, [group]: sorted({ ...snapshot[group], [sentence]: value }) });
}

/** Writes a whole snapshot, groups sorted. */
export function writeGasSnapshot(path: string, snapshot: GasSnapshot): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(sorted(snapshot), null, 2)}\n`);
}

/**
 * Compares one measurement with the committed one; there is no tolerance.
 * @throws GasChangedError when they differ.
 * @throws GasNotRecordedError when nothing is committed under this sentence.
 */
export function compareGasEntry(snapshot: GasSnapshot, group: string, sentence: string, value: number): void {
  const was = snapshot[group]?.[sentence];
  if (was === undefined) throw new GasNotRecordedError(group, sentence, value);
  if (was !== value) throw new GasChangedError(group, sentence, was, value);
}

/**
 * Notes in `seen` that a sentence was measured.
 * @throws GasRecordedTwiceError when it was before.
 */
export function markMeasured(seen: Set<string>, group: string, sentence: string): void {
  const key = `${group}: ${sentence}`;
  if (seen.has(key)) throw new GasRecordedTwiceError(group, sentence);
  seen.add(key);
}

/** One line for each entry in which two snapshots differ; empty when they are equal. */
export function gasDifferences(committed: GasSnapshot, measured: GasSnapshot): string[] {
  const keys = new Set([...entries(committed).keys(), ...entries(measured).keys()]);
  return [...keys].sort().flatMap((key) => {
    const [was, now] = [entries(committed).get(key), entries(measured).get(key)];
    if (was === now) return [];
    if (was === undefined) return [`${key}: new, ${now}`];
    if (now === undefined) return [`${key}: committed as ${was}, not measured any more`];
    return [`${key}: was ${was}, is ${now} (${signed(now - was)})`];
  });
}

function entries(snapshot: GasSnapshot): Map<string, number> {
  return new Map(
    Object.entries(snapshot).flatMap(([group, values]) =>
      Object.entries(values).map(([sentence, value]): [string, number] => [`${group}: ${sentence}`, value]),
    ),
  );
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function signed(difference: number): string {
  return difference > 0 ? `+${difference}` : String(difference);
}
