import { mutate } from "./mutate.js";
import { placeIn } from "./place.js";
import type { DefenceTable, Pitfall } from "./table.js";

const SECTIONS: Readonly<Record<string, string>> = {
  A: "Reading the feed",
  B: "Time",
  C: "What is stopped, and what is not",
  D: "Derivatives",
  E: "Engineering",
};

const INTRODUCTION = `<!-- Generated from test/defences/pitfalls.json5 by \`npm run generate\`. Do not edit: a check compares both. -->

# Pitfalls

What has gone wrong with sequencer guards elsewhere, what stands against it here, and which test fails without that. Each test has the
id in its title.

\`npm run check:defences\` deletes each defence in a copy of the project, builds it, and demands that the test named beside it
fails: by an assertion, not because nothing compiles. It takes a while and is no part of CI; \`-- --only A3,C4\` judges some. CI checks
that each edit still finds its place once, and that each test exists under its title. Further mutants, of conditions that belong to no
pitfall, stand in the other files of \`test/defences/\`.
`;

/**
 * The page `docs/pitfalls.md`.
 * @param table The table.
 * @param read Text of a contract by its path; the page names the functions in which the defences stand.
 */
export function renderPitfallsPage(table: DefenceTable, read: (path: string) => string): string {
  const parts = Object.entries(SECTIONS).flatMap(([letter, name]) => {
    const rows = table.pitfalls.filter(({ id }) => id.startsWith(letter));
    return rows.length === 0 ? [] : [`## ${letter}. ${name}`, "", ...tableOf(rows, read), ""];
  });
  return [INTRODUCTION, ...parts, countLine(table), ""].join("\n");
}

function countLine({ mutants, equivalents }: DefenceTable): string {
  const own = mutants.filter(({ id }) => id.startsWith("M-")).length;
  return `${mutants.length - own} mutants delete the defences above, ${own} more change other conditions, and ${equivalents.length} are recorded as equivalent with the reason.`;
}

function tableOf(rows: readonly Pitfall[], read: (path: string) => string): string[] {
  return [
    "| id | what goes wrong | what stands against it | where | tests |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => {
      const places = unique(row.mutants.map((mutant) => placeOf(mutant, read)));
      const tests = unique([...row.mutants, ...row.also].map(({ test, title }) => `\`${test}\`: ${title}`));
      const where = row.unmutated === undefined ? places.join("<br>") : row.unmutated;
      return `| ${[row.id, row.wrong, row.defence, where, tests.map(escaped).join("<br>")].join(" | ")} |`;
    }),
  ];
}

function placeOf(mutant: Pitfall["mutants"][number], read: (path: string) => string): string {
  const text = read(mutant.in);
  const found = mutate(text, mutant);
  const place = typeof found === "number" ? undefined : placeIn(text, found.at);
  return place === undefined ? `\`${mutant.in}\`` : `\`${mutant.in}\` \`${place}\``;
}

/** In a cell, a bar would end it. */
function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|");
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
