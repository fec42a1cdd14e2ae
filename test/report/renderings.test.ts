import { expect } from "chai";

import { escapeHtml } from "../../src/report/html/escape.js";
import { renderHtml } from "../../src/report/html/page.js";
import { renderJson } from "../../src/report/json.js";
import { renderMarkdown } from "../../src/report/markdown.js";
import { renderTerminal, wantsColor } from "../../src/report/terminal.js";
import { sampleReport } from "../helpers/sample-report.js";

const HOSTILE = `</td><script>alert("1")</script>' onload=x & <img src=x> | **b** [a](javascript:1) \`c\`\n# h`;
const ESCAPE_CODE = String.fromCharCode(27);
/** What every rendering must say of the sample. */
const FACTS = [
  "Ben",
  "Liz",
  "SequencerRecovering until 18:40:42",
  "seized 41.3 WETH from Ben",
  "−$12,345.67",
  "$42,100.50",
  "1,200",
  "1 h 43 min",
  "DEMO-2",
  "users first",
  "10.0 % – 24.0 %",
  "$4,700",
  "$40,000",
  "Ben has time.",
  "Many schedules of Ben",
  "bad debt of Ben",
  "1,240",
  "$69,612.06",
  "with guard",
  "without guard",
  "holder's loss without the clock $26,880.00, with it $0.00",
  "The expiry of Ben moved.",
];

const renderings = {
  terminal: (text?: string) => Promise.resolve(renderTerminal(sampleReport(text), { color: false })),
  Markdown: (text?: string) => Promise.resolve(renderMarkdown(sampleReport(text))),
  HTML: (text?: string) => renderHtml(sampleReport(text)),
};

describe("report, renderings", () => {
  for (const [name, render] of Object.entries(renderings)) {
    it(`given a report / when rendered as ${name} / every fact is there`, async () => {
      const output = (await render()).replace(/&#39;/g, "'");
      for (const fact of FACTS) expect(output).to.contain(fact);
    });

    it(`given the same report twice / when rendered as ${name} / the bytes are the same`, async () => {
      expect(await render()).to.equal(await render());
    });
  }

  it("given a result shared by both worlds / when rendered / it is said once", () => {
    const lines = renderTerminal(sampleReport(), { color: false }).split("\n");
    const at = lines.findIndex((line) => line.includes("repays for Ben"));
    expect(lines[at]?.trim()).to.equal("Ben repays for Ben; both: passed");
    expect(lines[at + 1]).to.contain("Prices");
  });

  it("given a block stamped apart from real time / when rendered / both times are said", () => {
    expect(renderTerminal(sampleReport(), { color: false })).to.contain(
      "16:57:00  Delayed inbox  block stamped 15:49:00, feed says down, guard Down",
    );
  });
});

describe("report, JSON", () => {
  it("given a report / when written and read again / nothing is lost", () => {
    expect(JSON.parse(renderJson(sampleReport(HOSTILE)))).to.deep.equal(sampleReport(HOSTILE));
  });
});

describe("report, HTML", () => {
  it("given foreign text everywhere / when rendered / none of it becomes markup", async () => {
    const page = await renderHtml(sampleReport(HOSTILE));
    expect(page).not.to.match(/<script|<img|onload=x(?! &amp;)/);
    expect(page).to.contain("&lt;script&gt;");
    const tags = (html: string) =>
      [...html.replace(/<style>[\s\S]*?<\/style>/, "").matchAll(/<\/?([a-z0-9]+)/g)].map((tag) => tag[1]);
    expect(tags(page)).to.deep.equal(tags(await renderHtml(sampleReport())));
  });

  it("given a source that is no https address / when rendered / it is no link", async () => {
    const report = sampleReport();
    const page = await renderHtml({ ...report, incident: { ...report.incident, source: "javascript:alert(1)" } });
    expect(page).not.to.contain("<a ");
    expect(page).to.contain("javascript:alert(1)");
  });

  it("given the page / when searched / nothing is loaded from elsewhere and no script runs", async () => {
    const page = await renderHtml(sampleReport());
    expect(page).to.contain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.to.match(/\ssrc=|<link|@import|<script|url\((?!#)/);
  });

  it("given two runs / when rendered / no two elements share an id", async () => {
    const report = sampleReport();
    const page = await renderHtml({ ...report, runs: [...report.runs, ...report.runs] });
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("given characters with a meaning / when escaped / each has its entity", () => {
    expect(escapeHtml(`<a href="x" b='y'>&`)).to.equal("&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;");
  });
});

describe("report, Markdown", () => {
  it("given foreign text everywhere / when rendered / tables keep their columns and no line starts something new", () => {
    const shape = (text?: string) =>
      renderMarkdown(sampleReport(text))
        .split("\n")
        .map(
          (line) => `${/^\s*(#+|[-|>])?/.exec(line)?.[0] ?? ""}${String(line.replace(/\\\|/g, "").split("|").length)}`,
        );
    expect(shape(HOSTILE)).to.deep.equal(shape());
  });

  it("given foreign text / when rendered / emphasis, links, code and tags are taken apart", () => {
    const output = renderMarkdown(sampleReport(HOSTILE));
    expect(output).not.to.match(/<(script|img)|[^\\]\[a\]|[^\\*]\*\*b/);
    expect(output).to.contain("\\[a\\](javascript:1)");
  });
});

describe("report, terminal", () => {
  it("given colours / when rendered / they are added and change no word", () => {
    const plain = renderTerminal(sampleReport(), { color: false });
    const colored = renderTerminal(sampleReport(), { color: true });
    expect(plain).not.to.contain(ESCAPE_CODE);
    expect(colored).to.contain(ESCAPE_CODE);
    expect(
      colored
        .split(ESCAPE_CODE)
        .map((part, index) => (index === 0 ? part : part.replace(/^\[\d+m/, "")))
        .join(""),
    ).to.equal(plain);
  });

  it("given a broken invariant / when rendered / it is named with what broke it", () => {
    expect(renderTerminal(sampleReport(), { color: false })).to.contain("Broken invariants: DEMO-2\n  DEMO-2: Ben");
  });

  const terminal = { isTTY: true };
  const cases = [
    [terminal, {}, true],
    [terminal, { TERM: "xterm" }, true],
    [{ isTTY: false }, {}, false],
    [{}, {}, false],
    [terminal, { NO_COLOR: "1" }, false],
    [terminal, { NO_COLOR: "" }, true],
    [terminal, { TERM: "dumb" }, false],
  ] as const;
  for (const [stream, env, expected] of cases) {
    it(`given ${JSON.stringify(stream)} and ${JSON.stringify(env)} / when asked / colours are ${expected ? "wanted" : "left out"}`, () => {
      expect(wantsColor(stream, env)).to.equal(expected);
    });
  }

  it("given control characters in data / when rendered / none reaches the terminal", () => {
    const output = renderTerminal(sampleReport(`Ben${ESCAPE_CODE}[2J\u0007`), { color: false });
    expect(output).not.to.match(/[\u0007\u001b]/);
  });
});
