import { spawn } from "node:child_process";
import { once } from "node:events";

import { expect } from "chai";

/** A process whose loop something keeps alive for ever, as a node does that waits for its endpoint. */
const SCRIPT = `
import { UpstreamLostError } from "./src/lab/errors.js";
import { command } from "./src/lab/tasks/command.js";
setInterval(() => undefined, 1_000);
await command(() => Promise.reject(new UpstreamLostError(42161, "rpc", "eth_call")));
`;

describe("lab, tasks, command", () => {
  it("given a lost endpoint and a node that goes on waiting for it / when the command fails / one line, and the process ends with exit code 2", async () => {
    const flags = ["--import", "tsx", "--input-type=module", "--eval", SCRIPT, "--", "outage"];
    const child = spawn(process.execPath, flags, { stdio: ["ignore", "ignore", "pipe"] });
    let errors = "";
    child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    expect(errors).to.match(/^HF_LAB_UPSTREAM_LOST: the endpoint of chain 42161 .*\n$/);
    expect(code).to.equal(2);
  });
});
