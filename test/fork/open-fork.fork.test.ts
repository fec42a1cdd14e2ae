import { expect } from "chai";
import hre, { network } from "hardhat";

import { labChain, labRpcVariable } from "../../src/lab/chains.js";
import { openFork, type Fork } from "../../src/lab/fork/open-fork.js";
import { startEmbeddedUpstream } from "../../src/lab/upstream/embedded.js";
import { rpcClient } from "../../src/lab/upstream/rpc-client.js";
import type { Upstream } from "../../src/lab/upstream/upstream.js";
import { upstreamOf } from "../../src/lab/fork/fork.js";
import { LAB_CHAINS } from "../helpers/fork.js";
import { rejection, thrown } from "../helpers/rejection.js";

const ARBITRUM = labChain("arbitrum");
const VARIABLE = labRpcVariable(ARBITRUM);

describe("fork/open-fork", () => {
  const opened: Fork[] = [];
  const upstreams: Upstream[] = [];

  async function open(
    ...args: Parameters<typeof openFork> extends [unknown, ...infer Rest] ? Rest : never
  ): Promise<Fork> {
    const fork = await openFork(hre, ...args);
    opened.push(fork);
    return fork;
  }

  async function endpoint(start: bigint): Promise<string> {
    const upstream = await startEmbeddedUpstream(hre, ARBITRUM, start);
    upstreams.push(upstream);
    return upstream.url;
  }

  afterEach(async () => {
    for (const fork of opened.splice(0)) await fork.close();
    for (const upstream of upstreams.splice(0)) await upstream.close();
  });

  it("given a moment / when forked / the chain begins there and the summary names chain, upstream and block", async () => {
    const lines: string[] = [];
    const startAt = 1_702_650_000n;
    const fork = await open("arbitrum", { startAt, upstream: "embedded", log: (line) => lines.push(line) });
    expect(await fork.connection.outage.clock.now()).to.equal(startAt);
    expect(lines).to.deep.equal([fork.summary]);
    expect(fork.summary).to.match(/^arbitrum fork: embedded upstream, chain 42161, block \d+ of 2023-12-15T14:20:00Z$/);
  });

  it("given two forks of one chain / when one goes down / the other does not see it", async () => {
    const [left, right] = [await open("base", { upstream: "embedded" }), await open("base", { upstream: "embedded" })];
    await left.connection.outage.goDown();
    await left.connection.outage.setPrice("ETH/USD", "1");
    expect((await left.connection.outage.round()).answer).to.equal(1n);
    expect((await right.connection.outage.round()).answer).to.equal(0n);
    expect((await right.connection.outage.price("ETH/USD")).answer).to.equal(2_240_00000000n);
    expect(upstreamOf(left.connection)?.url).to.not.equal(upstreamOf(right.connection)?.url);
  });

  it("given two forks of one moment / when compared / they are equal to the block", async () => {
    const heads = [];
    for (let run = 0; run < 2; run += 1) {
      const { connection } = await open("arbitrum", { upstream: "embedded" });
      heads.push((await connection.ethers.provider.getBlock("latest"))?.hash);
    }
    expect(heads[0]).to.be.a("string").and.equal(heads[1]);
  });

  it("given an open fork / when closed / its server answers no more", async () => {
    const fork = await openFork(hre, "arbitrum", { upstream: "embedded" });
    const url = upstreamOf(fork.connection)?.url ?? "";
    expect(await rpcClient(url).request({ method: "eth_chainId" })).to.equal("0xa4b1");
    await fork.close();
    expect((await rejection(rpcClient(url).request({ method: "eth_chainId" }))).code).to.equal("HF_LAB_RPC_FAILED");
  });

  for (const name of LAB_CHAINS) {
    it(`given the network ${name}Fork / when created by its name alone / it forks its chain and closes the upstream made for it`, async () => {
      const connection = await network.create(labChain(name).networkName);
      try {
        expect(connection.outage.upstream?.chainId).to.equal(labChain(name).chainId);
        expect((await connection.outage.round()).answer).to.equal(0n);
      } finally {
        await connection.close();
      }
      const upstream = upstreamOf(connection);
      const asked = rpcClient(upstream?.url ?? "").request({ method: "eth_chainId" });
      if (upstream?.kind === "rpc") expect(BigInt(String(await asked))).to.equal(BigInt(upstream.chainId));
      else expect((await rejection(asked)).code).to.equal("HF_LAB_RPC_FAILED");
    });
  }

  it("given a fork network and an override / when created / it is refused instead of being forgotten", async () => {
    const error = await rejection(network.create({ network: "baseFork", override: { gas: 1_000_000 } }));
    expect(error.code).to.equal("HF_LAB_OVERRIDE_REFUSED");
    expect(error.message).to.include('"baseFork"').and.include("openFork");
  });

  it("given a network that is not simulated / when its lab is used / the error says so", async () => {
    const connection = await network.create("localhost");
    const error = thrown(() => connection.outage);
    expect(error.code).to.equal("HF_LAB_NOT_SIMULATED");
    await connection.close();
  });

  it("given an endpoint in the environment / when forked / it is used at the newest block not after the moment", async () => {
    const url = await endpoint(ARBITRUM.startAt + 5_000n);
    const rpc = rpcClient(url);
    const timeOf = async (block: number): Promise<bigint> => {
      const params = [`0x${block.toString(16)}`, false];
      const found = (await rpc.request({ method: "eth_getBlockByNumber", params })) as { timestamp: string };
      return BigInt(found.timestamp);
    };
    let changed = 10;
    while ((await timeOf(changed)) === (await timeOf(changed - 1))) changed += 1;
    for (const [startAt, expected] of [
      [(await timeOf(changed)) - 1n, changed - 1],
      [(await timeOf(changed + 1)) - 1n, changed],
    ] as const) {
      const fork = await open("arbitrum", { startAt, env: { [VARIABLE]: url } });
      expect(fork.upstream).to.equal("rpc");
      expect(fork.summary).to.include("real endpoint").and.include(`block ${expected} of`);
    }
    const fork = await open("arbitrum", { startAt: ARBITRUM.startAt + 5_000n, env: { [VARIABLE]: url } });
    expect((await fork.connection.outage.goDown()).effect).to.equal("flipped");
    expect(await rpc.request({ method: "eth_chainId" })).to.equal("0xa4b1");
  });

  it("given an endpoint / when the embedded upstream is asked for, or the variable is empty / it is not used", async () => {
    const env = { [VARIABLE]: "http://127.0.0.1:1" };
    expect((await open("arbitrum", { upstream: "embedded", env })).upstream).to.equal("embedded");
    expect((await open("arbitrum", { env: { [VARIABLE]: "" } })).upstream).to.equal("embedded");
  });

  it("given an endpoint of another chain, too young, or dead / when forked / the error says so", async () => {
    const url = await endpoint(ARBITRUM.startAt);
    const other = await rejection(openFork(hre, "base", { env: { BASE_RPC_URL: url } }));
    expect(other.code).to.equal("HF_LAB_WRONG_CHAIN");
    expect(other.message).to.include("BASE_RPC_URL").and.include("42161").and.include("8453");
    const young = await rejection(openFork(hre, "arbitrum", { startAt: 1n, env: { [VARIABLE]: url } }));
    expect(young.code).to.equal("HF_LAB_NO_BLOCK_BEFORE");
    const dead = await rejection(openFork(hre, "arbitrum", { env: { [VARIABLE]: "http://127.0.0.1:1" } }));
    expect(dead.code).to.equal("HF_LAB_RPC_FAILED");
  });

  it("given a name that is no chain of the lab / when forked / the error lists the known ones", async () => {
    const error = await rejection(openFork(hre, "solana" as "base"));
    expect(error.code).to.equal("HF_LAB_CHAIN_UNKNOWN");
    expect(error.message).to.include("arbitrum, optimism, base");
  });
});
