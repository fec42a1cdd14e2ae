/** The page's stylesheet: system fonts, one column, light and dark by the reader's setting, nothing from outside. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #fbfbfa; --card: #ffffff; --text: #1d2126; --muted: #5b6570; --rule: #d9dde1; --accent: #1f5fa8;
  --good: #1a7446; --bad: #b3261e; --wait: #8a5a00;
  --good-soft: #cde8d8; --bad-soft: #f3cfcb; --wait-soft: #f5e0b5; --neutral-soft: #dfe4e9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171a; --card: #1c2024; --text: #e6e9ec; --muted: #a2adb8; --rule: #3a4148; --accent: #7db3ee;
    --good: #6fcf97; --bad: #ff8d84; --wait: #ecc06a;
    --good-soft: #21452f; --bad-soft: #5a2522; --wait-soft: #4d3d17; --neutral-soft: #31383f;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
h4 { font-size: .95rem; margin: 1.25rem 0 .25rem; }
p { margin: .5rem 0; max-width: 46rem; }
a { color: var(--accent); overflow-wrap: anywhere; }
.banner { background: var(--wait-soft); border-left: 4px solid var(--wait); padding: .6rem .9rem; margin: 1rem 0; }
.banner p { max-width: none; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: .75rem; margin: 1rem 0; padding: 0; list-style: none; }
.cards li { background: var(--card); border: 1px solid var(--rule); border-radius: .4rem; padding: .7rem .9rem; }
.cards .label { color: var(--muted); font-size: .85rem; display: block; margin-bottom: .3rem; }
.cards .value { display: flex; justify-content: space-between; gap: 1rem; font-variant-numeric: tabular-nums; }
.cards .value b { font-size: 1.05rem; white-space: nowrap; }
.chart { margin: 1.25rem 0; }
.chart svg { display: block; max-width: 100%; height: auto; }
.chart .narrow { display: none; }
.chart figcaption { color: var(--muted); font-size: .85rem; margin-top: .4rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--rule); }
th { font-weight: 600; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.policy, .campaign { font-size: .85rem; }
.campaign td:nth-child(2), .id { white-space: nowrap; }
.policy td:nth-child(2), .policy td:nth-child(3) { white-space: nowrap; }
.rules dt { font-weight: 600; }
.rules dd { margin: 0 0 .5rem; max-width: 46rem; }
td small { display: block; color: var(--muted); }
.steps { list-style: none; margin: 0; padding: 0; }
.steps > li { display: grid; grid-template-columns: 5.5rem 1fr; gap: 0 1rem; padding: .8rem 0; border-bottom: 1px solid var(--rule); }
.steps time { font-variant-numeric: tabular-nums; font-weight: 600; }
.steps .state { color: var(--muted); font-size: .87rem; }
.attempts { list-style: none; padding: 0; margin: .5rem 0 0; }
.attempts > li { background: var(--card); border: 1px solid var(--rule); border-radius: .4rem; padding: .5rem .7rem; margin: .4rem 0; }
.attempts > li.shared { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .25rem .7rem; }
.results { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .25rem 1rem; margin: .3rem 0 0; }
.shared .results { display: block; margin: 0; }
.results div { border-left: 3px solid var(--rule); padding-left: .6rem; font-size: .93rem; overflow-wrap: anywhere; }
.results dt, .results dd { display: inline; margin: 0; }
.results dt { color: var(--muted); }
.results dt::after { content: ": "; }
.results div.passed { border-color: var(--good); }
.results div.stopped { border-color: var(--bad); }
.passed dd, .key.passed, .holds { color: var(--good); }
.stopped dd, .key.stopped, .broken { color: var(--bad); font-weight: 600; }
.findings > li { margin: .6rem 0; overflow-wrap: anywhere; }
.findings p { margin: .2rem 0; }
.findings small { color: var(--muted); }
.strip, .clock, .gauge { font-size: .85rem; }
details { margin: 1rem 0; }
summary { cursor: pointer; font-weight: 600; }
@media (max-width: 700px) {
  .chart .wide { display: none; }
  .chart .narrow { display: block; }
  .steps > li { grid-template-columns: 1fr; }
  .results { grid-template-columns: 1fr; }
  .policy tr, .campaign tr { display: grid; grid-template-columns: repeat(4, 1fr); border-bottom: 1px solid var(--rule); padding: .3rem 0; }
  .policy th, .policy td, .campaign th, .campaign td { border: 0; padding: .1rem .3rem .1rem 0; }
  .policy th:nth-child(3), .policy td:nth-child(3) { grid-column: 3 / -1; }
  .campaign th:nth-child(-n + 2), .campaign td:nth-child(-n + 2) { grid-column: span 2; }
  .policy td.number, .policy th.number, .campaign td.number, .campaign th.number { text-align: left; white-space: normal; font-size: .8rem; }
  .money tr { display: grid; grid-template-columns: repeat(3, 1fr); border-bottom: 1px solid var(--rule); padding: .3rem 0; }
  .money th, .money td { border: 0; padding: .1rem 0; }
  .money th { font-size: .82rem; }
  .money th:first-child, .money td:first-child { grid-column: 1 / -1; }
}
@media print { details { display: block; } }
`;
