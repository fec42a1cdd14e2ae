import { distributionTable, type Distribution } from "./distribution.js";
import { choiceNote, choiceTable } from "./choice.js";
import { clockTable, type ClockBend } from "./clock-bend.js";
import { findingCount, findingPlace, findingSentence, NOTHING_FOUND, type ReportFinding } from "./findings.js";
import { dateTime, measured, signedMoney } from "./format.js";
import type { Choice, ExpiryOutcome, Fact, OutageReport, Run, Step, World } from "./model.js";
import type { PolicyTrace } from "./policy.js";
import { policyTables } from "./policy-rows.js";
import { gaugeTable } from "./gauges.js";
import { escape, table } from "./markdown-parts.js";
import { actionStrips, stripTable } from "./strip.js";
import { difference, fidelityPhrase, groupedResults, newSteps, resultPhrase, stepPhrase, stepTime } from "./phrases.js";

/** A table's cells. */
interface Rows {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The report as GitHub-flavoured Markdown. Everything that comes from data is escaped. */
export function renderMarkdown(report: OutageReport): string {
  const { incident } = report;
  return `${[
    `# ${escape(report.title)}`,
    escape(report.abstract),
    `> ${escape(fidelityPhrase(report))} ${escape(report.upstream.note)}`,
    ...(report.findings === undefined ? [] : findingsSection(report.findings)),
    ...report.runs.map((run) => runSection(run, report)),
    ...(report.campaign === undefined ? [] : [campaignSection(report.campaign)]),
    "## Invariants of the scenario",
    report.invariants.length === 0
      ? "This scenario states no invariants of its own."
      : table(
          ["id", "sentence", "holds"],
          report.invariants.map(({ id, sentence, holds, violations }) => [
            id,
            sentence,
            holds ? "yes" : `NO: ${violations.join("; ")}`,
          ]),
        ),
    ...(report.policy.length === 0 ? [] : ["## Guard policy", facts(report.policy)]),
    ...(report.market.length === 0 ? [] : ["## Market", facts(report.market)]),
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

function runSection(run: Run, report: OutageReport): string {
  const { worlds } = run;
  const names = worlds.map((world) => world.name);
  const { steps, omitted } = newSteps(report, run);
  return [
    `## ${escape(run.title)}`,
    escape(run.description),
    table(
      ["", ...names],
      run.measures.map((measure) => [
        measure.label,
        ...worlds.map(({ id }) => measured(measure.unit, measure.values[id] ?? 0)),
      ]),
    ),
    ...(run.expiry === undefined ? [] : expirySection(run.expiry)),
    ...(run.choice === undefined ? [] : choiceSection(run.choice)),
    ...(run.money.length === 0 ? [] : moneySection(run)),
    ...(run.policy === undefined ? [] : policySection(run.policy)),
    ...labSections(run, report),
    "### What the guard did not stop",
    run.notStopped.length === 0 ? "Nothing in this run." : bullets(run.notStopped),
    "### Timeline (UTC)",
    ...(omitted === undefined ? [] : [escape(omitted)]),
    steps.map((step) => stepSection(step, worlds, report)).join("\n"),
    ...(run.setup.length === 0 ? [] : ["### How it was set up", facts(run.setup)]),
  ].join("\n\n");
}

function findingsSection(findings: readonly ReportFinding[]): string[] {
  if (findings.length === 0) return ["## Findings", escape(NOTHING_FOUND)];
  return [
    "## Findings",
    `${findingCount(findings)} in protected worlds.`,
    findings.map((finding) => `- **${escape(findingPlace(finding))}**: ${escape(findingSentence(finding))}`).join("\n"),
  ];
}

function labSections(run: Run, report: OutageReport): string[] {
  const strips = actionStrips(run, report.incident.startedAt);
  const { clock, gauges = [], tables = [], worlds } = run;
  return [
    ...(clock === undefined ? [] : clockLines(clock)),
    ...(strips.length === 0 ? [] : ["### Who could do what, until when", ...tableOf(stripTable(strips))]),
    ...gauges
      .map((gauge) => gaugeTable(gauge, worlds))
      .flatMap((gauge) => (gauge.rows.length === 0 ? [] : [`### ${escape(gauge.title)}`, ...tableOf(gauge)])),
    ...tables.flatMap((one) => [
      `### ${escape(one.title)}`,
      escape(one.description),
      ...(one.rows.length === 0 ? ["Nothing differs."] : tableOf(one)),
    ]),
  ];
}

function clockLines(clock: ClockBend): string[] {
  return [
    `### The chain's clock: profile ${escape(clock.profile)}`,
    escape(clock.description),
    ...tableOf(clockTable(clock)),
  ];
}

function tableOf({ head, rows }: Rows): string[] {
  return [table(head, rows)];
}

function moneySection({ money, worlds }: Run): string[] {
  return [
    "### Money against doing nothing",
    table(
      ["actor", "role", ...worlds.map((world) => world.name), ...(worlds.length === 2 ? ["difference"] : [])],
      money.map(({ actor, role, cents }) => [
        actor,
        role,
        ...worlds.map(({ id }) => signedMoney(cents[id] ?? 0)),
        ...[difference(cents, worlds)].flatMap((more) => (more === undefined ? [] : [signedMoney(more)])),
      ]),
    ),
  ];
}

function expirySection({ sentences: [headline = "", ...others] }: ExpiryOutcome): string[] {
  return [`**${escape(headline)}**`, ...others.map(escape)];
}

function choiceSection(choice: Choice): string[] {
  const [headline = "", ...others] = choice.sentences;
  const { head, rows } = choiceTable(choice);
  return [`**${escape(headline)}**`, ...others.map(escape), choiceNote(choice), table(head, rows)];
}

function policySection(trace: PolicyTrace): string[] {
  return [
    "### The liquidation policy step by step",
    escape(trace.description),
    ...policyTables(trace).flatMap(({ title, head, rows }) => [`**${escape(title)}**`, table(head, rows)]),
    "The rules, in the order in which they are applied:",
    trace.rules.map(({ name, sentence }) => `- **${escape(name)}**: ${escape(sentence)}`).join("\n"),
  ];
}

function campaignSection(campaign: Distribution): string {
  const { head, rows } = distributionTable(campaign);
  return [`## ${escape(campaign.title)}`, escape(campaign.description), table(head, rows)].join("\n\n");
}

function stepSection(step: Step, worlds: readonly World[], report: OutageReport): string {
  const lines = step.attempts.flatMap((attempt) => [
    `  - ${escape(attempt.actor)} ${escape(attempt.action)}`,
    ...groupedResults(attempt, worlds).map(
      (group) => `    - ${escape(group.worlds)}: ${escape(resultPhrase(group.result))}`,
    ),
  ]);
  const state = stepPhrase(step);
  const aside = state === "" ? "" : ` (${escape(state)})`;
  return [`- **${stepTime(step, report)} ${escape(step.label)}**${aside}`, ...lines].join("\n");
}

function facts(list: readonly Fact[]): string {
  return table(
    ["", ""],
    list.map(({ name, value }) => [name, value]),
  );
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${escape(line)}`).join("\n");
}
