/** The sample report with everything that a lab run adds, for tests of the renderings. */
import type { OutageReport } from "../../src/report/model.js";
import { sampleReport } from "./sample-report.js";

/** A report in which `text` stands wherever a probe may bring foreign text. */
export function sampleLabReport(text = "Ben"): OutageReport {
  const report = sampleReport(text);
  const [run] = report.runs;
  if (run === undefined) return report;
  const at = run.steps[2]?.chainTime ?? 0;
  const finding = { rule: "L-1", probe: text, world: text, where: `Market.${text}`, step: text, at };
  return {
    ...report,
    findings: [{ ...finding, sentence: `${text} was robbed.`, pitfalls: ["A3", text] }],
    runs: [
      {
        ...run,
        steps: run.steps.map((step) => ({
          ...step,
          executes: true,
          attempts: step.attempts.map((attempt) => ({ ...attempt, path: `Market.${text}`, simulated: true as const })),
        })),
        clock: {
          profile: text,
          description: text,
          points: run.steps.map(({ realTime, chainTime, label }) => ({
            real: realTime,
            chain: chainTime,
            label,
            executes: true,
          })),
        },
        gauges: [
          {
            id: "price",
            label: text,
            unit: "price",
            path: `Auction.${text}`,
            points: [
              { at, world: "guarded", value: "340282366920938463463374607431768211456" },
              { at: at + 60, world: "guarded", value: "0" },
            ],
          },
        ],
        tables: [{ title: text, description: text, head: ["feed", text], rows: [["reverts", text]] }],
      },
    ],
  };
}
