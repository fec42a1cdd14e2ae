import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { RpcFailedError, UpstreamLostError } from "../../../src/lab/errors.js";
import { watchingEndpoint, type WatchPace } from "../../../src/lab/fork/watch-endpoint.js";
import { rejection } from "../../helpers/rejection.js";

/** What an endpoint does with a question: a status, or nothing at all. */
type Answer = number | "silence";

/** Quick, and patient with a slow machine. */
const PACE: WatchPace = { pause: 10, patience: 20_000, lostAfter: 30 };
const never = async () => await new Promise<never>(() => undefined);

describe("lab/fork/watch-endpoint", () => {
  let server: Server;
  let env: NodeJS.ProcessEnv;
  let answers: (asked: number) => Answer;
  let asked: number;
  /** Settles when the endpoint was asked so often. */
  const askedTimes = async (count: number) => {
    while (asked < count) await once(server, "request");
  };

  beforeEach(async () => {
    [asked, answers] = [0, () => 200];
    server = createServer((request, response) => {
      const answer = answers(asked);
      asked += 1;
      request.resume();
      if (answer === "silence") return;
      response.statusCode = answer;
      response.end("{}");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    env = { ARBITRUM_RPC_URL: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
  });

  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  const watched = async <T>(work: () => Promise<T>, pace = PACE) =>
    await watchingEndpoint({ upstream: "auto", chain: "arbitrum", env }, work, pace);

  it("given an endpoint that keeps silent / when work waits for it for ever / the watch ends it with a code", async () => {
    answers = () => "silence";
    const error = await rejection(watched(never, { ...PACE, patience: 50 }));
    expect(error).to.be.instanceOf(UpstreamLostError);
    expect(error.message).to.include("42161").and.include("embedded upstream");
  });

  it("given a gateway that finds nobody behind it / when work waits for it for ever / the watch ends it after three questions", async () => {
    answers = (count) => (count < 2 ? 200 : 502);
    expect((await rejection(watched(never))).code).to.equal("HF_LAB_UPSTREAM_LOST");
    expect(asked).to.be.at.least(2 + 3);
  });

  it("given an endpoint that is gone / when work waits for it for ever / the watch ends it with a code", async () => {
    const error = watched(async () => {
      await askedTimes(2);
      server.close();
      server.closeAllConnections();
      return await never();
    });
    expect((await rejection(error)).code).to.equal("HF_LAB_UPSTREAM_LOST");
  });

  it("given an endpoint that fails twice out of three times / when work goes on / no alarm is raised", async () => {
    answers = (count) => (count % 3 === 2 ? 200 : 503);
    const pace = { ...PACE, lostAfter: 0 };
    expect(await watched(async () => await askedTimes(12).then(() => "done"), pace)).to.equal("done");
  });

  it("given an endpoint that says that there are too many questions / when work goes on / no alarm is raised", async () => {
    answers = () => 429;
    expect(await watched(async () => await askedTimes(12).then(() => "done"))).to.equal("done");
  });

  it("given failures that do not last long enough / when work goes on / no alarm is raised", async () => {
    answers = () => 503;
    const pace = { ...PACE, lostAfter: 600_000 };
    expect(await watched(async () => await askedTimes(12).then(() => "done"), pace)).to.equal("done");
  });

  it("given work that fails / when the endpoint answers, or does not, or said so itself / the error is its own, or says so", async () => {
    const [own, refused] = [new Error("of its own"), new RpcFailedError("eth_chainId", "refused")];
    expect(await rejection(watched(() => Promise.reject(own)))).to.equal(own);
    answers = () => 502;
    const lost = await rejection(watched(() => Promise.reject(own)));
    expect(lost.code).to.equal("HF_LAB_UPSTREAM_LOST");
    expect(lost).to.have.property("cause", own);
    expect(await rejection(watched(() => Promise.reject(refused)))).to.equal(refused);
  });

  it("given the embedded upstream, or no endpoint / when watched / nobody is asked", async () => {
    expect(await watchingEndpoint({ upstream: "embedded", chain: "arbitrum", env }, () => Promise.resolve(1))).to.equal(
      1,
    );
    expect(await watchingEndpoint({ upstream: "auto", chain: "base", env }, () => Promise.resolve(1))).to.equal(1);
    expect(asked).to.equal(0);
  });
});
