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
@media (max-width: 700px) {
  .risk td.number, .risk th.number { padding-left: .4rem; }
  .risk td:not(.number) { min-width: 8.5rem; }
}
`;
