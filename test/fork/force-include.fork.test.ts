import { expect } from "chai";

import type { LabChainName } from "../../src/lab/chains.js";
import { aliasOf } from "../../src/lab/evm.js";
import type { InboxSender } from "../../src/lab/verbs/force-include.js";
import { suiteFork } from "../helpers/fork.js";
import { rejection } from "../helpers/rejection.js";

const USER = "0x00000000000000000000000000000000000beef1";
const ALIAS = aliasOf(USER);
const TARGET = "0x00000000000000000000000000000000000beef2";

interface Expected {
  /** Seconds from the inbox to the block. */
  readonly delay: bigint;
  /** Seconds from the inbox to the end of the sequencer's say. */
  readonly forced?: bigint;
  readonly senders: Readonly<Partial<Record<InboxSender | "default", string>>>;
}

const CHAINS: readonly (readonly [LabChainName, Expected])[] = [
  [
    "arbitrum",
    { delay: 0n, forced: 86_400n, senders: { default: USER, signed: USER, account: ALIAS, contract: ALIAS } },
  ],
  ["base", { delay: 48n, forced: 43_200n, senders: { default: USER, account: USER, contract: ALIAS } }],
  ["scroll", { delay: 960n, senders: { default: USER, account: USER, contract: ALIAS } }],
  ["zksync", { delay: 960n, senders: { default: USER, account: USER, contract: ALIAS } }],
];

for (const [name, { delay, forced, senders }] of CHAINS) {
  describe(`fork/force-include on ${name}`, () => {
    const suite = suiteFork(name, { upstream: "embedded" });

    async function transactionOf(hash: string) {
      const { provider } = suite.fork.connection.ethers;
      const transaction = await provider.getTransaction(hash);
      const block = await provider.getBlock(transaction?.blockNumber ?? 0);
      return { from: transaction?.from.toLowerCase(), value: transaction?.value, time: BigInt(block?.timestamp ?? 0) };
    }

    it("given a transaction in the L1 inbox / when it executes / its block has the time that the rollup gives it", async () => {
      const at = (await suite.outage.clock.now()) + 500n;
      const included = await suite.outage.forceInclude({ from: USER, to: TARGET, value: 7n, at });
      expect(included.chainTime).to.equal(at + delay);
      expect(included.forcedFrom).to.equal(forced === undefined ? undefined : at + forced);
      expect(await transactionOf(included.transactionHash)).to.deep.equal({ from: USER, value: 7n, time: at + delay });
      expect(suite.outage.clock.heldAt).to.equal(at + delay);
    });

    it("given a chain already past that time / when it executes / no block lies before the newest", async () => {
      const now = await suite.outage.clock.now();
      for (const off of [-1n, 0n, 1n]) {
        const { chainTime } = await suite.outage.forceInclude({ from: USER, to: TARGET, at: now - delay + off });
        expect(chainTime - now).to.equal(off > 0n ? off : 0n);
      }
    });

    it("given no time / when it executes / it does so where the clock stands, which runs on", async () => {
      const { transactionHash, forcedFrom } = await suite.outage.forceInclude({ from: USER, to: TARGET });
      expect((await transactionOf(transactionHash)).time).to.equal(await suite.outage.clock.now());
      expect(forcedFrom).to.equal(undefined);
      expect(suite.outage.clock.heldAt).to.equal(undefined);
    });

    it("given each kind of sender on L1 / when it executes / its sender here is the account or its alias", async () => {
      for (const [as, expected] of Object.entries(senders)) {
        const given = as === "default" ? {} : { as: as as InboxSender };
        const included = await suite.outage.forceInclude({ from: USER, to: TARGET, ...given });
        expect(included.sender, as).to.equal(expected);
        expect((await transactionOf(included.transactionHash)).from, as).to.equal(expected);
      }
      if (senders.signed !== undefined) return;
      const error = await rejection(suite.outage.forceInclude({ from: USER, to: TARGET, as: "signed" }));
      expect(error.code).to.equal("HF_LAB_NOT_ON_FAMILY");
      expect(error.message).to.include("account or contract");
    });

    it("given a time before the newest block / when it is to execute then / it is refused", async () => {
      const now = await suite.outage.clock.now();
      const late = suite.outage.forceInclude({ from: USER, to: TARGET, deliveredAt: now - 1n });
      expect((await rejection(late)).code).to.equal("HF_LAB_TIME_GOES_BACK");
      const negative = await rejection(suite.outage.forceInclude({ from: USER, to: TARGET, at: -1n }));
      expect(negative.code).to.equal("HF_LAB_OUT_OF_RANGE");
    });
  });
}

describe("fork/force-include in a replay", () => {
  const suite = suiteFork("arbitrum", { upstream: "embedded" });

  it("given a message queued in mid-outage / when sent at its step / it is stamped inside the outage", async () => {
    const startedAt = (await suite.outage.clock.now()) + 3_600n;
    const queue = [{ id: "user", at: startedAt + 700n }];
    for await (const { id, chainTime } of suite.outage.replay({ startedAt, endedAt: startedAt + 3_000n, queue })) {
      if (id !== "delayed:user") continue;
      const included = await suite.outage.forceInclude({ from: USER, to: TARGET, as: "contract" });
      expect(included).to.include({ chainTime: startedAt + 700n, sender: ALIAS });
      expect(chainTime).to.equal(startedAt + 700n);
    }
  });
});

describe("fork/force-include on linea", () => {
  const suite = suiteFork("linea", { upstream: "embedded" });

  it("given a rollup without such an inbox / when asked / the error says what to do instead", async () => {
    const error = await rejection(suite.outage.forceInclude({ from: USER, to: TARGET }));
    expect(error.code).to.equal("HF_LAB_NOT_ON_FAMILY");
    expect(error.message).to.include("after the recovery");
  });
});
