import type { PolicyTrace } from "../policy.js";
import { policyTables, WORD_COLUMNS, type PolicyTable } from "../policy-rows.js";
import { dataTable } from "./data-table.js";
import { html, type Html } from "./escape.js";

const MINUTE = 60;

/** The liquidation policy through the outage: chart, one table for each position, the rules in words. */
export function policySection(trace: PolicyTrace, chart: Html | undefined): Html {
  const [everyMinute] = policyTables(trace, MINUTE);
  return html`<h3>The liquidation policy step by step</h3>
    <p>${trace.description}</p>
    ${chart} ${policyTables(trace).map(policyTable)}
    ${
      everyMinute === undefined
        ? undefined
        : html`<details>
            <summary>Minute by minute: ${everyMinute.title}</summary>
            ${dataTable("policy", WORD_COLUMNS, everyMinute)}
          </details>`
    }
    <p>The rules, in the order in which they are applied:</p>
    <dl class="rules">
      ${trace.rules.map(
        ({ name, sentence }) =>
          html`<dt>${name}</dt>
            <dd>${sentence}</dd>`,
      )}
    </dl>`;
}

function policyTable(table: PolicyTable): Html {
  return html`<h4>${table.title}</h4>
    ${dataTable("policy", WORD_COLUMNS, table)}`;
}
