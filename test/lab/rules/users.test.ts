import { expect } from "chai";

import type { AttemptResult } from "../../../src/report/model.js";
import { siblings } from "../../../src/lab/rules/siblings.js";
import { exerciseWindow, reduceAlways, staysOpen, tellsUntil, viewsAgree } from "../../../src/lab/rules/users.js";
import { BACK, down, findingsOf, HALT, recovering, SEEN, story, USERS, type At } from "../../helpers/rule-context.js";

const NO_DEBT = { outcome: "stopped", error: "NoDebt" } as const;
const UNTIMED = { outcome: "stopped", error: "GraceNotOver" } as const;
const LAPSED = { outcome: "stopped", error: "Expired" } as const;

describe("lab/rules/users", () => {
  it("given an outage / when repaying is stopped / L-6 finds it; passed, or stopped as on any day, it does not", () => {
    const repay = (result?: typeof NO_DEBT | typeof down) => ({
      at: SEEN,
      tries: [{ kind: "ReduceRisk", ...(result === undefined ? {} : { result }) } as const],
    });
    expect(findingsOf(reduceAlways, story(repay(down)))).to.have.lengthOf(1);
    expect(findingsOf(reduceAlways, story(repay()))).to.be.empty;
    const always: At = { at: HALT, tries: [{ kind: "ReduceRisk", result: NO_DEBT }] };
    expect(findingsOf(reduceAlways, story(always, repay(NO_DEBT)))).to.be.empty;
    expect(findingsOf(reduceAlways, story(repay(NO_DEBT)))).to.have.lengthOf(1);
  });

  it("given something has opened / when it is stopped again without a new outage / L-7 finds it; after a new one it does not", () => {
    const opened: At = { at: SEEN + USERS, tries: [{ kind: "Liquidate" }] };
    const closed: At = { at: SEEN + 86_400n, tries: [{ kind: "Liquidate", result: recovering }] };
    expect(findingsOf(staysOpen, story(opened, closed))).to.have.lengthOf(1);
    expect(findingsOf(staysOpen, story(opened))).to.be.empty;
    expect(findingsOf(staysOpen, story(opened, { at: SEEN + 86_000n, feed: "down" }, closed))).to.be.empty;
  });

  it("given a recovery that can be seen / when a stop names no time / L-8 finds it; with a time or while down it does not", () => {
    const stop = (result: AttemptResult, at = SEEN): At => ({
      at,
      tries: [{ kind: "Liquidate", result }],
    });
    expect(findingsOf(tellsUntil, story(stop(UNTIMED)))).to.have.lengthOf(1);
    expect(findingsOf(tellsUntil, story(stop(recovering)))).to.be.empty;
    expect(findingsOf(tellsUntil, story({ ...stop(down, BACK + 30n), feed: "down" }))).to.be.empty;
  });

  it("given a view / when it announces what does not happen / L-9 finds it, either way", () => {
    const said = (announced: boolean, isStopped: boolean): At => ({
      at: SEEN,
      tries: [{ kind: "Liquidate", announced, ...(isStopped ? { result: recovering } : {}) }],
    });
    expect(findingsOf(viewsAgree, story(said(true, true)))).to.have.lengthOf(1);
    expect(findingsOf(viewsAgree, story(said(false, false)))).to.have.lengthOf(1);
    expect(findingsOf(viewsAgree, story(said(false, true)))).to.be.empty;
    expect(findingsOf(viewsAgree, story(said(true, false)))).to.be.empty;
  });

  for (const [offset, count] of [
    [-1n, 1],
    [0n, 0],
    [1n, 0],
  ] as const) {
    it(`given an option alive at the halt / when exercise is stopped ${String(offset)} s from the users' time / L-10 finds ${String(count)}`, () => {
      const moments = story(
        { at: HALT, tries: [{ kind: "Exercise" }] },
        { at: SEEN + USERS + offset, tries: [{ kind: "Exercise", result: LAPSED }] },
      );
      expect(findingsOf(exerciseWindow, moments)).to.have.lengthOf(count);
    });
  }

  it("given an option that had expired before the halt / when exercise is stopped / L-10 finds nothing", () => {
    const tries = [{ kind: "Exercise", result: LAPSED }] as const;
    expect(findingsOf(exerciseWindow, story({ at: HALT, tries }, { at: SEEN, tries }))).to.be.empty;
  });

  it("given two paths of one kind / when one is stopped and the other passes / L-11 finds the open one", () => {
    const tries = [
      { kind: "Liquidate", path: "P.liquidate", result: recovering },
      { kind: "Liquidate", path: "P.seize" },
    ] as const;
    const [found] = findingsOf(siblings, story({ at: SEEN, tries }));
    expect(found).to.include({ rule: "L-11", where: "P.seize" });
    expect(found?.sentence).to.include("P.liquidate");
  });

  it("given one path for two positions / when one of them is stopped / L-11 finds nothing", () => {
    const tries = [
      { kind: "Liquidate", path: "P.liquidate", id: "ana", result: recovering },
      { kind: "Liquidate", path: "P.liquidate", id: "ben" },
    ] as const;
    expect(findingsOf(siblings, story({ at: SEEN, tries }))).to.be.empty;
  });
});
