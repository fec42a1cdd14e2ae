import { DISTRIBUTION_WORDS, distributionTable, type Distribution } from "../distribution.js";
import { dataTable } from "./data-table.js";
import { html, type Html } from "./escape.js";

/** The figures of many random replays. */
export function campaignSection(campaign: Distribution): Html {
  return html`<h2>${campaign.title}</h2>
    <p>${campaign.description}</p>
    ${dataTable("campaign", DISTRIBUTION_WORDS, distributionTable(campaign))}`;
}
