import { measured, signedMoney } from "../format.js";
import type { Attempt, ExpiryOutcome, Fact, OutageReport, Run, Step, World } from "../model.js";
import { actionStrips } from "../strip.js";
import { difference, groupedResults, newSteps, resultPhrase, stepPhrase, stepTime } from "../phrases.js";
import type { RunCharts } from "./chart.js";
import { html, type Html } from "./escape.js";
import { clockSection, gaugeSection, stripSection, tableSections } from "./lab-sections.js";
import { policySection } from "./policy-section.js";

/** One run: the numbers, the chart, the money, what got through, and the timeline in words. */
export function runSection(run: Run, report: OutageReport, charts: RunCharts | undefined): Html {
  const { worlds } = run;
  const { steps, omitted } = newSteps(report, run);
  return html`<section>
    <h2>${run.title}</h2>
    <p>${run.description}</p>
    <ul class="cards">
      ${run.measures.map(
        ({ label, unit, values }) =>
          html`<li>
            <span class="label">${label}</span>
            ${worlds.map(({ id, name }) => html`<span class="value"><span>${name}</span> <b>${measured(unit, values[id] ?? 0)}</b></span>`)}
          </li>`,
      )}
    </ul>
    ${run.expiry === undefined ? undefined : expiryWords(run.expiry)} ${charts?.timeline}
    ${
      run.money.length === 0
        ? undefined
        : html`<h3>Money against doing nothing</h3>
            ${moneyTable(run, worlds)}`
    }
    ${run.clock === undefined ? undefined : clockSection(run.clock, charts?.clock)}
    ${stripSection(actionStrips(run, report.incident.startedAt), charts?.strip)}
    ${run.policy === undefined ? undefined : policySection(run.policy, charts?.policy)} ${gaugeSection(run)}
    ${tableSections(run)}
    <h3>What the guard did not stop</h3>
    ${run.notStopped.length === 0 ? html`<p>Nothing in this run.</p>` : list(run.notStopped)}
    <h3>Timeline</h3>
    ${omitted === undefined ? undefined : html`<p>${omitted}</p>`}
    <ol class="steps">
      ${steps.map((step) => stepItem(step, worlds, report))}
    </ol>
    ${
      run.setup.length === 0
        ? undefined
        : html`<details>
            <summary>How it was set up</summary>
            ${factTable(run.setup)}
          </details>`
    }
  </section>`;
}

/** What an outage over an expiry came to, in words. */
function expiryWords({ sentences: [headline, ...others] }: ExpiryOutcome): Html {
  return html`<p><strong>${headline}</strong></p>
    ${others.map((sentence) => html`<p>${sentence}</p>`)}`;
}

/** Names and values in two columns. */
export function factTable(facts: readonly Fact[]): Html {
  return html`<div class="scroll">
    <table>
      <tbody>
        ${facts.map(
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

/** Sentences as a list. */
export function list(lines: readonly string[]): Html {
  return html`<ul>
    ${lines.map((line) => html`<li>${line}</li>`)}
  </ul>`;
}

function moneyTable(run: Run, worlds: readonly World[]): Html {
  return html`<div class="scroll">
    <table class="money">
      <thead>
        <tr>
          <th>Actor</th>
          ${worlds.map(({ name }) => html`<th class="number">${name}</th>`)}
          ${worlds.length === 2 ? html`<th class="number">difference</th>` : undefined}
        </tr>
      </thead>
      <tbody>
        ${run.money.map(
          ({ actor, role, cents }) =>
            html`<tr>
              <td>${actor}<small>${role}</small></td>
              ${worlds.map(
                ({ id }) => html`<td class="number">${signedMoney(cents[id] ?? 0)}</td>`,
              )}${differenceCell(difference(cents, worlds))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function differenceCell(cents: number | undefined): Html | undefined {
  return cents === undefined ? undefined : html`<td class="number">${signedMoney(cents)}</td>`;
}

function stepItem(step: Step, worlds: readonly World[], report: OutageReport): Html {
  const machineTime = new Date(step.realTime * 1000).toISOString();
  return html`<li>
    <time datetime="${machineTime}">${stepTime(step, report)}</time>
    <div>
      <strong>${step.label}</strong>
      <div class="state">${stepPhrase(step)}</div>
      ${
        step.attempts.length === 0
          ? undefined
          : html`<ul class="attempts">
              ${step.attempts.map((attempt) => attemptItem(attempt, worlds))}
            </ul>`
      }
    </div>
  </li>`;
}

function attemptItem(attempt: Attempt, worlds: readonly World[]): Html {
  const groups = groupedResults(attempt, worlds);
  return html`<li class="${groups.length === 1 ? "shared" : ""}">
    <span>${attempt.actor} ${attempt.action}</span>
    <dl class="results">
      ${groups.map(
        ({ worlds: who, result }) =>
          html`<div class="${result.outcome}">
            <dt>${who}</dt>
            <dd>${resultPhrase(result)}</dd>
          </div>`,
      )}
    </dl>
  </li>`;
}
