import { Agent, request as httpRequest } from "node:http";

import { expect } from "chai";

import { rpcClient } from "../../../src/lab/upstream/rpc-client.js";
import { serve } from "../../../src/lab/upstream/server.js";
import { rejection } from "../../helpers/rejection.js";

/** Answers with what it was asked, and fails when asked to. */
const echo = {
  request: async ({ method, params }: { method: string; params?: unknown }) => {
    if (method === "fail") throw new RangeError("as asked");
    return await Promise.resolve({ method, params });
  },
};

async function post(url: string, body: string): Promise<unknown> {
  return await (await fetch(url, { method: "POST", body })).json();
}

/** Opens a connection that is kept after its answer, as the client of a fork does. */
async function keepConnection(url: string, agent: Agent): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const asked = httpRequest(url, { method: "POST", agent }, (response) => {
      response.resume().once("end", resolve);
    });
    asked.once("error", reject).end(JSON.stringify({ id: 1, method: "kept" }));
  });
}

describe("lab/upstream/server", () => {
  let server: Awaited<ReturnType<typeof serve>>;
  beforeEach(async () => {
    server = await serve(echo);
  });
  afterEach(async () => {
    await server.close();
  });

  it("given a request / when posted / the provider's answer comes back", async () => {
    expect(await rpcClient(server.url).request({ method: "m", params: [1] })).to.deep.equal({
      method: "m",
      params: [1],
    });
    expect(await rpcClient(server.url).request({ method: "n" })).to.deep.equal({ method: "n", params: [] });
  });

  it("given a batch / when posted / each request is answered under its id", async () => {
    const answers = await post(
      server.url,
      JSON.stringify([
        { id: 7, method: "a" },
        { id: 8, method: "fail" },
      ]),
    );
    expect(answers).to.deep.equal([
      { jsonrpc: "2.0", id: 7, result: { method: "a", params: [] } },
      { jsonrpc: "2.0", id: 8, error: { code: -32_000, message: "as asked" } },
    ]);
  });

  it("given a request that fails / when sent by the client / it is rejected with the reason", async () => {
    const error = await rejection(rpcClient(server.url).request({ method: "fail" }));
    expect(error.code).to.equal("HF_LAB_RPC_FAILED");
    expect(error.message).to.include("as asked");
  });

  it("given a body that is no JSON / when posted / the answer is an error", async () => {
    expect(await post(server.url, "{")).to.have.property("error");
  });

  it("given a client that keeps its connection / when closed, even twice / it ends within a second", async () => {
    const agent = new Agent({ keepAlive: true });
    await keepConnection(server.url, agent);
    const began = process.hrtime.bigint();
    await server.close();
    await server.close();
    expect(Number(process.hrtime.bigint() - began)).to.be.lessThan(1_000_000_000);
    agent.destroy();
  });

  it("given a closed server / when asked / the client says that nobody answers", async () => {
    await server.close();
    expect((await rejection(rpcClient(server.url).request({ method: "m" }))).code).to.equal("HF_LAB_RPC_FAILED");
  });

  it("given two servers / when started / their ports differ", async () => {
    const other = await serve(echo);
    expect(other.url).to.not.equal(server.url);
    await other.close();
  });
});
