import { clockTime, dateTime, measured, signedMoney } from "./format.js";
import type { Fact, OutageReport, Run, Step, World } from "./model.js";
import { fidelityPhrase, groupedResults, resultPhrase, stepPhrase } from "./phrases.js";

/** The report as GitHub-flavoured Markdown. Everything that comes from data is escaped. */
export function renderMarkdown(report: OutageReport): string {
  const { incident, worlds } = report;
  return `${[
    `# ${escape(report.title)}`,
    escape(report.abstract),
    `> ${escape(fidelityPhrase(report))} ${escape(report.upstream.note)}`,
    ...report.runs.map((run) => runSection(run, worlds)),
    "## Invariants of the scenario",
    table(
      ["id", "sentence", "holds"],
      report.invariants.map(({ id, sentence, holds, violations }) => [id, sentence, holds ? "yes" : `NO: ${violations.join("; ")}`]),
    ),
    "## Guard policy",
    facts(report.policy),
    "## Market",
    facts(report.market),
    "## Where this comes from",
    table(
      ["", ""],
      [
        ["Incident", `${incident.chain}, ${dateTime(incident.startedAt)} to ${dateTime(incident.endedAt)}`],
        ["Cause", incident.cause],
        ["Source", incident.source],
        ["Confidence", `${incident.confidence}; precision: ${incident.precision}`],
        ["Forked", `${report.upstream.kind}, chain id ${String(report.upstream.chainId)}`],
        ...report.versions.map(({ name, value }) => [name, value] as const),
      ],
    ),
    "## Assumed, because nobody published it",
    bullets(report.assumptions),
    "## Not modelled",
    bullets(report.notModelled),
  ].join("\n\n")}\n`;
}

function runSection(run: Run, worlds: readonly World[]): string {
  const names = worlds.map((world) => world.name);
  return [
    `## ${escape(run.title)}`,
    escape(run.description),
    table(
      ["", ...names],
      run.measures.map((measure) => [measure.label, ...worlds.map(({ id }) => measured(measure.unit, measure.values[id] ?? 0))]),
    ),
    "### Money against doing nothing",
    table(
      ["actor", "role", ...names],
      run.money.map((row) => [row.actor, row.role, ...worlds.map(({ id }) => signedMoney(row.cents[id] ?? 0))]),
    ),
    "### What the guard did not stop",
    run.notStopped.length === 0 ? "Nothing in this run." : bullets(run.notStopped),
    "### Timeline (UTC)",
    run.steps.map((step) => stepSection(step, worlds)).join("\n"),
  ].join("\n\n");
}

function stepSection(step: Step, worlds: readonly World[]): string {
  const lines = step.attempts.flatMap((attempt) => [
    `  - ${escape(attempt.actor)} ${escape(attempt.action)}`,
    ...groupedResults(attempt, worlds).map((group) => `    - ${escape(group.worlds)}: ${escape(resultPhrase(group.result))}`),
  ]);
  return [`- **${clockTime(step.realTime)} ${escape(step.label)}** (${escape(stepPhrase(step))})`, ...lines].join("\n");
}

function facts(list: readonly Fact[]): string {
  return table(["", ""], list.map(({ name, value }) => [name, value]));
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${escape(line)}`).join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escape).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

/** Takes the meaning from every character that Markdown, a table cell or HTML within it would give one. */
function escape(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_[\]|#~]/g, (character) => `\\${character}`);
}
