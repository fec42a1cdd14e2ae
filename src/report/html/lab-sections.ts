import { clockTable, CLOCK_WORDS, type ClockBend } from "../clock-bend.js";
import { findingCount, findingPlace, findingSentence, NOTHING_FOUND, type ReportFinding } from "../findings.js";
import { gaugeTable } from "../gauges.js";
import type { Run } from "../model.js";
import { stripTable, STRIP_WORDS, type StripRow } from "../strip.js";
import { dataTable } from "./data-table.js";
import { html, type Html } from "./escape.js";

/** What the lab's rules found, near the top of the page. */
export function findingsSection(findings: readonly ReportFinding[]): Html {
  if (findings.length === 0)
    return html`<h2>Findings</h2>
      <p class="holds">${NOTHING_FOUND}</p>`;
  return html`<h2>Findings</h2>
    <p class="broken">${findingCount(findings)} in protected worlds.</p>
    <ol class="findings">
      ${findings.map(
        (finding) =>
          html`<li>
            <strong>${findingPlace(finding)}</strong>
            <p>${findingSentence(finding)}</p>
            <small>Probe: ${finding.probe}</small>
          </li>`,
      )}
    </ol>`;
}

/** How the chain's clock bends, drawn and as a table. */
export function clockSection(clock: ClockBend, chart: Html | undefined): Html {
  return html`<h3>The chain's clock: profile ${clock.profile}</h3>
    <p>${clock.description}</p>
    ${chart}
    <details>
      <summary>The same in numbers</summary>
      ${dataTable("clock", CLOCK_WORDS, clockTable(clock))}
    </details>`;
}

/** Who could do what from when to when, drawn and as a table. */
export function stripSection(rows: readonly StripRow[], chart: Html | undefined): Html | undefined {
  if (rows.length === 0) return undefined;
  return html`<h3>Who could do what, until when</h3>
    ${chart}
    <details>
      <summary>The same in words</summary>
      ${dataTable("strip", STRIP_WORDS, stripTable(rows))}
    </details>`;
}

/** Numbers read over time, each a table of its changes. */
export function gaugeSection({ gauges = [], worlds }: Run): Html | undefined {
  const read = gauges.filter(({ points }) => points.length > 0);
  if (read.length === 0) return undefined;
  return html`<h3>Numbers read over time</h3>
    ${read.map((gauge) => {
      const table = gaugeTable(gauge, worlds);
      return html`<details>
        <summary>${table.title}</summary>
        ${dataTable("gauge", 1, table)}
      </details>`;
    })}`;
}

/** Further tables of a run, folded. */
export function tableSections({ tables = [] }: Run): readonly Html[] {
  return tables.map(
    (table) =>
      html`<h3>${table.title}</h3>
        <p>${table.description}</p>
        ${
          table.rows.length === 0
            ? html`<p>Nothing differs.</p>`
            : html`<details>
                <summary>${table.rows.length} rows</summary>
                ${dataTable("strip", table.head.length, table)}
              </details>`
        }`,
  );
}
