import type { Measure, World } from "../model.js";
import type { MatrixLine, MatrixProbe } from "./model.js";

/** A fault with the scenarios in which it shows. */
export interface FaultRow {
  readonly rule: string;
  readonly probe: string;
  readonly world: string;
  readonly where: string;
  readonly scenarios: number;
  /** Key of the first scenario. */
  readonly first: string;
  readonly sentence: string;
}

/** How many findings and broken invariants there are in all scenarios together. */
export function matrixFaults(lines: readonly MatrixLine[]): number {
  return lines
    .flatMap(({ probes }) => probes)
    .reduce((sum, { findings, broken }) => sum + findings.length + broken.length, 0);
}

/** Each fault once. */
export function faultRows(lines: readonly MatrixLine[]): readonly FaultRow[] {
  return rowsOf(lines, ({ findings, broken, title }) => [
    ...findings,
    ...broken.map((id) => ({ rule: id, world: "", where: title, sentence: "The probe's own invariant broke." })),
  ]);
}

/** Each limit once: what no guard can prevent, because nothing on the chain could show the outage at that moment. */
export function limitRows(lines: readonly MatrixLine[]): readonly FaultRow[] {
  return rowsOf(lines, ({ limits }) => limits);
}

type RowFacts = Pick<FaultRow, "rule" | "world" | "where" | "sentence">;

function rowsOf(lines: readonly MatrixLine[], read: (probe: MatrixProbe) => readonly RowFacts[]): readonly FaultRow[] {
  const rows = new Map<string, FaultRow>();
  for (const { key, probes } of lines) {
    const counted = new Set<string>();
    for (const probe of probes) {
      for (const { rule, world, where, sentence } of read(probe)) {
        const row = { rule, probe: probe.title, world: worldName(probe, world), where, sentence };
        const id = [rule, row.probe, row.world, where].join("|");
        const known = rows.get(id) ?? { ...row, scenarios: 0, first: key };
        rows.set(id, { ...known, scenarios: known.scenarios + (counted.has(id) ? 0 : 1) });
        counted.add(id);
      }
    }
  }
  return [...rows.values()];
}

function worldName({ worlds }: MatrixProbe, id: string): string {
  return worlds.find((world) => world.id === id)?.name ?? id;
}

/** One probe of a matrix with what it came to in every scenario. */
export interface MatrixProbeView {
  readonly id: string;
  readonly title: string;
  readonly worlds: readonly World[];
  /** Findings first, then the probe's measures. */
  readonly measures: readonly Pick<Measure, "id" | "label" | "unit">[];
  readonly cells: readonly MatrixCell[];
}

/** One scenario of one probe. */
export interface MatrixCell {
  readonly incident: string;
  readonly drop: number;
  readonly policy: string;
  /** By measure and world. */
  readonly values: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The measure that every probe has. */
const FINDINGS = { id: "findings", label: "Findings", unit: "count" } as const;

/** The matrix by probe. */
export function probeViews(lines: readonly MatrixLine[]): readonly MatrixProbeView[] {
  const ids = [...new Set(lines.flatMap(({ probes }) => probes.map(({ id }) => id)))];
  return ids.flatMap((id) => {
    const played = lines.flatMap((line) =>
      line.probes.filter((probe) => probe.id === id).map((probe) => ({ line, probe })),
    );
    const [first] = played;
    if (first === undefined) return [];
    const { title, worlds, measures } = first.probe;
    const cells = played.map(({ line: { incident, drop, policy }, probe }) => ({
      incident,
      drop,
      policy,
      values: valuesOf(probe),
    }));
    return [{ id, title, worlds, measures: [FINDINGS, ...measures], cells }];
  });
}

function valuesOf({ worlds, findings, measures }: MatrixProbe): MatrixCell["values"] {
  const found = worlds.map(({ id }) => [id, findings.filter(({ world }) => world === id).length] as const);
  return {
    [FINDINGS.id]: Object.fromEntries(found),
    ...Object.fromEntries(measures.map(({ id, values }) => [id, values])),
  };
}

/** `12 %`, `−40 %` of a fraction that the price loses. */
export function dropWords(drop: number): string {
  const size = String(Number((Math.abs(drop) * 100).toFixed(4)));
  return drop === 0 ? "0 %" : drop > 0 ? `−${size} %` : `+${size} %`;
}
