import { expect } from "chai";

import { UpstreamLostError } from "../../../src/lab/errors.js";
import { explained } from "../../../src/lab/fork/lost-upstream.js";
import type { UpstreamInfo } from "../../../src/lab/upstream/upstream.js";

const RPC: UpstreamInfo = { kind: "rpc", chainId: 534352, blockNumber: 1n, blockTime: 1n };
/** As Hardhat's node says it, after a minute of attempts. */
const GIVEN_UP = new Error("Request failed after 9 retries");

describe("lab/fork/lost-upstream", () => {
  it("given an endpoint that answers no more / when a request fails / the error names chain and request and says what to do", () => {
    const error = explained(GIVEN_UP, "eth_call", RPC) as UpstreamLostError;
    expect(error).to.be.instanceOf(UpstreamLostError);
    expect(error.code).to.equal("HF_LAB_UPSTREAM_LOST");
    expect(error.message).to.include("534352").and.include("eth_call").and.include("embedded upstream");
    expect(error.cause).to.equal(GIVEN_UP);
  });

  it("given a closed embedded upstream / when a request fails / the error says so", () => {
    const error = explained(GIVEN_UP, "eth_call", { ...RPC, kind: "embedded" }) as UpstreamLostError;
    expect(error.message).to.include("is closed");
  });

  it("given any other failure, or a connection that forks nothing / when it comes by / it stays what it was", () => {
    const reverted = new Error("VM Exception: reverted with reason string 'Request failed after 9 retries'");
    expect(explained(reverted, "eth_call", RPC)).to.equal(reverted);
    expect(explained(GIVEN_UP, "eth_call", undefined)).to.equal(GIVEN_UP);
    expect(explained("text", "eth_call", RPC)).to.equal("text");
  });
});
