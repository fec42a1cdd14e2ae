import type { Problem } from "./source-file.js";

/** Line coverage of one file. */
export interface FileCoverage {
  readonly path: string;
  /** Numbers of the lines that no test reached. */
  readonly missed: readonly number[];
  /** How many lines hold code. */
  readonly lines: number;
}

/** Lines of what ships were not reached. */
export class CoverageGapsError extends Error {
  readonly code = "HF_COVERAGE_GAPS";

  constructor(readonly problems: readonly Problem[]) {
    super(
      `HF_COVERAGE_GAPS: every line of contracts/ but the mocks must be reached\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
    this.name = "CoverageGapsError";
  }
}

/**
 * Reads an lcov tracefile: the records `SF` (file), `DA` (line, count) and `end_of_record`; the others say nothing about lines.
 * No kept package does only this.
 */
export function parseLcov(tracefile: string): FileCoverage[] {
  const files: FileCoverage[] = [];
  let path = "";
  let counts = new Map<number, number>();
  for (const record of tracefile.split(/\r?\n/)) {
    if (record.startsWith("SF:")) [path, counts] = [record.slice(3), new Map<number, number>()];
    const data = /^DA:(\d+),(\d+)/.exec(record);
    if (data !== null) counts.set(Number(data[1]), (counts.get(Number(data[1])) ?? 0) + Number(data[2]));
    if (record === "end_of_record") files.push(summary(path, counts));
  }
  return files;
}

/**
 * The gate: every line of what ships is reached.
 * @param files Files of the run. Those outside `contracts/`, the mocks and the base of other people's tests are not looked at.
 * @returns One line for each file with gaps; one line when nothing that ships was measured at all.
 */
export function coverageProblems(files: readonly FileCoverage[]): Problem[] {
  const shipped = files.filter(
    ({ path }) => path.startsWith("contracts/") && !/^contracts\/(mocks|testing)\//.test(path),
  );
  if (shipped.length === 0) return ["no file of contracts/ was measured"];
  return shipped
    .filter(({ missed }) => missed.length > 0)
    .map(
      ({ path, missed, lines }) => `${path}: ${lines - missed.length} of ${lines} lines; missed: ${missed.join(", ")}`,
    );
}

function summary(path: string, counts: ReadonlyMap<number, number>): FileCoverage {
  const missed = [...counts].filter(([, count]) => count === 0).map(([line]) => line);
  return { path, missed: missed.sort((a, b) => a - b), lines: counts.size };
}
