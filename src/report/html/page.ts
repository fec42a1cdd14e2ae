import { dateTime } from "../format.js";
import type { Fact, OutageReport } from "../model.js";
import { allHold, brokenInvariants, fidelityPhrase } from "../phrases.js";
import { renderCharts } from "./chart.js";
import { html, type Html } from "./escape.js";
import { pageFrame } from "./frame.js";
import { campaignSection } from "./campaign-section.js";
import { findingsSection } from "./lab-sections.js";
import { factTable, list, runSection } from "./sections.js";
import { STYLE } from "./style.js";

/** The report as one self-contained HTML page: no script, nothing loaded from elsewhere. */
export async function renderHtml(report: OutageReport): Promise<string> {
  const charts = await renderCharts(report.runs, report.incident.startedAt);
  return pageFrame(
    report.title,
    STYLE,
    html`
      <h1>${report.title}</h1>
      <p>${report.abstract}</p>
      ${banner(report)} ${verdict(report)}
      ${report.findings === undefined ? undefined : findingsSection(report.findings)}
      ${report.runs.map((run, index) => runSection(run, report, charts[index]))}
      ${report.campaign === undefined ? undefined : campaignSection(report.campaign)} ${invariants(report)}
      <h2>How it was set up</h2>
      ${facts("Guard policy", report.policy)} ${facts("Market", report.market)}
      <h2>Where this comes from</h2>
      ${provenance(report)}
      <h3>Assumed, because nobody published it</h3>
      ${list(report.assumptions)}
    `,
  );
}

function facts(title: string, shown: readonly Fact[]): Html | undefined {
  if (shown.length === 0) return undefined;
  return html`<details>
    <summary>${title}</summary>
    ${factTable(shown)}
  </details>`;
}

function banner(report: OutageReport): Html {
  return html`<aside class="banner" aria-label="Fidelity">
    <p><strong>${fidelityPhrase(report)}</strong> ${report.upstream.note}</p>
    <details>
      <summary>What this fork does not model</summary>
      ${list(report.notModelled)}
    </details>
  </aside>`;
}

function verdict(report: OutageReport): Html {
  const broken = brokenInvariants(report);
  if (report.invariants.length === 0) return html`<p>This scenario states no invariants of its own.</p>`;
  return broken.length === 0
    ? html`<p class="holds">${allHold(report)}</p>`
    : html`<p class="broken">Broken invariants: ${broken.join(", ")}</p>`;
}

function invariants(report: OutageReport): Html {
  return html`<h2>Invariants of the scenario</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Id</th>
            <th>Sentence</th>
            <th>Holds</th>
          </tr>
        </thead>
        <tbody>
          ${report.invariants.map(
            ({ id, sentence, holds, violations }) =>
              html`<tr>
                <td class="id">${id}</td>
                <td>${sentence}${violations.map((line) => html`<small>${line}</small>`)}</td>
                <td class="${holds ? "holds" : "broken"}">${holds ? "yes" : "no"}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

function provenance({ incident, upstream, versions }: OutageReport): Html {
  const source = /^https:\/\/\S+$/.test(incident.source)
    ? html`<a href="${incident.source}">${incident.source}</a>`
    : html`${incident.source}`;
  return html`<div class="scroll">
    <table>
      <tbody>
        <tr>
          <th scope="row">Incident</th>
          <td>${incident.chain}, ${dateTime(incident.startedAt)} to ${dateTime(incident.endedAt)}</td>
        </tr>
        <tr>
          <th scope="row">Cause</th>
          <td>${incident.cause}</td>
        </tr>
        <tr>
          <th scope="row">Source</th>
          <td>${source}</td>
        </tr>
        <tr>
          <th scope="row">Confidence</th>
          <td>${incident.confidence}; precision: ${incident.precision}</td>
        </tr>
        <tr>
          <th scope="row">Forked</th>
          <td>${upstream.kind}, chain id ${upstream.chainId}</td>
        </tr>
        ${versions.map(
          ({ name, value }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${value}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
