/** What a risk report's page adds to the stylesheet of all reports. */
export const RISK_STYLE = `
.lead { font-size: 1.1rem; font-weight: 600; max-width: none; }
.banner p::first-letter { text-transform: uppercase; }
main > .cards { grid-template-columns: repeat(auto-fit, minmax(13.5rem, 1fr)); }
.risk { font-size: .85rem; }
.risk td { overflow-wrap: anywhere; }
.risk td.number { overflow-wrap: normal; }
.risk th { vertical-align: bottom; }
.toc { columns: 3 12rem; padding-left: 1.1rem; font-size: .93rem; }
.risk td:first-child { min-width: 6rem; }
@media (max-width: 700px) {
  .risk thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .risk tbody tr { display: grid; grid-template-columns: 5fr 6fr; gap: 0 1rem; border-bottom: 1px solid var(--rule); padding: .4rem 0; }
  .risk td { grid-column: 1 / -1; border: 0; padding: .1rem 0; }
  .risk td:first-child { font-weight: 600; }
  .risk td.number { grid-column: auto; display: flex; justify-content: space-between; gap: .5rem; white-space: normal; }
  .risk td[data-label]::before { content: attr(data-label); color: var(--muted); margin-right: .5rem; }
  .risk td:empty { display: none; }
}
`;
