import { expect } from "chai";

import { spansOf } from "../../src/demo/spans.js";
import type { Step } from "../../src/report/model.js";

const step = (chainTime: number, feed: "up" | "down", status?: string): Step => ({
  id: String(chainTime),
  label: "",
  realTime: chainTime,
  chainTime,
  feed,
  ...(status === undefined ? {} : { status }),
  attempts: [],
});

describe("demo, spans", () => {
  it("given statuses along a run / when drawn / each stretch ends where the next begins, and still ones are passed over", () => {
    const steps = [
      step(0, "up", "Up"),
      step(10, "up"),
      step(20, "down", "Down"),
      step(20, "down", "Down"),
      step(50, "up", "Recovering"),
      step(80, "up", "Ramping"),
      step(90, "up", "Up"),
    ];
    const drawn = spansOf(steps, 5, 45).map(
      ({ lane, label, from, to, tone }) => `${lane} ${label} ${String(from)}-${String(to)} ${tone}`,
    );
    expect(drawn).to.deep.equal([
      "sequencer down 5-45 bad",
      "uptime feed says up 0-20 good",
      "uptime feed says down 20-50 bad",
      "uptime feed says up 50-90 good",
      "guard Up 0-20 good",
      "guard Down 20-50 bad",
      "guard Recovering 50-80 wait",
      "guard Ramping 80-90 neutral",
    ]);
  });
});
