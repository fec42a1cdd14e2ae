/** The contracts and accounts that the options' differential campaign plays with: real ledger, real guard, a feed written at will. */
import { Interface } from "ethers";
import { network } from "hardhat";

import {
  FaultyFeedMock__factory,
  IOutageLedger__factory,
  ISequencerGuard__factory,
  ISettlementOracle__factory,
  OutageSafeOptions__factory,
  RoundHistoryFeed__factory,
  SettlementOracle__factory,
  StaticCallerMock__factory,
  TokenMock__factory,
} from "../../cache/types/index.js";
import { accountsOf, deployGuard, deployLedger } from "./guard-fixtures.js";
import { MERGE_GAP, policyOf } from "./guard-policy.js";
import { CampaignChain, type Party } from "./options-model-chain.js";
import type { OracleRules } from "./options-model-settlement.js";
import type { ExpiryRules } from "./options-model-types.js";

const HOUR = 3_600n;
const MINUTE = 60n;
/** Where every campaign begins: nothing depends on the wall clock. */
const BEGIN = "2026-03-02T12:00:00Z";
/** The price feed's first round, of the day on which the uptime feed began. */
export const FIRST_PRICE = 2_000n * 10n ** 8n;
const PLENTY = 2n ** 110n;

/** The clock of the campaign: the defaults, but for a long-stop as short as it may be. */
export const RULES: ExpiryRules = {
  window: HOUR,
  minExtension: 30n * MINUTE,
  maxExtension: 4n * HOUR,
  lastCall: 15n * MINUTE,
  maxReextensions: 3n,
  detectionLag: 200n,
  settlementDelay: 30n * MINUTE,
  longStop: 24n * HOUR,
};

/** The oracle of the campaign: the defaults with fewer observations, a guardian, and the clock that follows from the averaging time. */
export const ORACLE: OracleRules = {
  heartbeat: HOUR,
  averageDelay: 5n * MINUTE,
  averageLength: 30n * MINUTE,
  observationSpacing: 5n * MINUTE,
  minObservations: 3n,
  disputeWindow: 20n * MINUTE,
  guardian: "guardian",
  clock: { ...RULES, minExtension: 35n * MINUTE, maxExtension: 35n * MINUTE, lastCall: 35n * MINUTE },
};

/** Everybody of the campaign; the keeper is approved by the first holder. */
export const ACTORS = ["writer", "writer2", "holder", "holder2", "keeper"] as const;
export type Actor = (typeof ACTORS)[number];

/** Decimals of the tokens. */
export const DECIMALS = [6n, 8n, 18n] as const;

/** A token of the campaign. */
export interface CampaignToken extends Party {
  readonly key: string;
  readonly decimals: bigint;
}

/**
 * Deploys everything once; runs go back to a snapshot.
 * @param family Decides the guard's visibility lag.
 */
export async function deployCampaign(family: "arbitrum" | "optimism") {
  const connection = await network.create({ override: { initialDate: BEGIN } });
  const { ethers } = connection;
  const { guardian } = await accountsOf(connection);
  const policy = policyOf(family);

  const feed = await ethers.deployContract("RoundHistoryFeed", [true]);
  const born = BigInt(await connection.networkHelpers.time.latest()) - 30n * 24n * HOUR;
  await feed.appendRounds(1, [{ answer: 0n, startedAt: born, set: true }]);
  const feedAddress = await feed.getAddress();
  const ledger = await deployLedger(connection, feedAddress);
  const guard = await deployGuard(connection, {
    feed: feedAddress,
    ledger: await ledger.getAddress(),
    guardian: guardian.address,
    noSequencer: false,
    policy,
  });
  const caller = await ethers.deployContract("StaticCallerMock");
  // Whoever describes tokens is asked for `uri` only, which no rule of the model is about.
  const options = await ethers.deployContract("OutageSafeOptions", [guard, RULES, caller]);
  const prices = await ethers.deployContract("FaultyFeedMock");
  await prices.setDecimals(8);
  await prices.setZerosForUnknown(true);
  await prices.pushRound(FIRST_PRICE, born);
  const { clock, ...average } = ORACLE;
  const { window, maxReextensions, detectionLag, settlementDelay, longStop } = clock;
  const oracle = await ethers.deployContract("SettlementOracle", [
    guard,
    {
      ...average,
      priceFeed: await prices.getAddress(),
      guardian: guardian.address,
      window,
      maxReextensions,
      detectionLag,
      settlementDelay,
      longStop,
    },
  ]);
  const party = async (contract: { getAddress(): Promise<string> }, abi: Interface): Promise<Party> => ({
    address: await contract.getAddress(),
    interface: abi,
  });

  const signers = await ethers.getSigners();
  const accounts = new Map<string, string>();
  const tokens: CampaignToken[] = [];
  for (const decimals of DECIMALS) {
    for (const side of ["underlying", "quote"]) {
      const token = await ethers.deployContract("TokenMock", [side, side, decimals]);
      const key = `${side} ${decimals}`;
      tokens.push({ ...(await party(token, new Interface(TokenMock__factory.abi))), key, decimals });
      for (const [i] of ACTORS.entries()) {
        const signer = signers[i + 3];
        if (signer === undefined) throw new NoSigner();
        await token.mint(signer, PLENTY);
        await token.connect(signer).approve(options, ethers.MaxUint256);
      }
    }
  }
  for (const [i, actor] of ACTORS.entries()) accounts.set(actor, signers[i + 3]?.address ?? "");
  const [holder] = signers.slice(3 + ACTORS.indexOf("holder"));
  const keeper = accounts.get("keeper") ?? "";
  if (holder !== undefined) await options.connect(holder).setApprovalForAll(keeper, true);
  accounts.set("guardian", guardian.address);

  const optionsParty = await party(options, new Interface(OutageSafeOptions__factory.abi));
  const abis = [
    optionsParty.interface,
    new Interface(ISettlementOracle__factory.abi),
    new Interface(IOutageLedger__factory.abi),
    new Interface(ISequencerGuard__factory.abi),
    new Interface(["error Error(string reason)", "error Panic(uint256 code)"]),
  ];
  return {
    chain: new CampaignChain(connection, abis),
    connection,
    family,
    policy,
    mergeGap: BigInt(MERGE_GAP),
    born,
    plenty: PLENTY,
    accounts,
    tokens,
    caller: await party(caller, new Interface(StaticCallerMock__factory.abi)),
    options: optionsParty,
    oracle: await party(oracle, new Interface(SettlementOracle__factory.abi)),
    prices: await party(prices, new Interface(FaultyFeedMock__factory.abi)),
    feed: await party(feed, new Interface(RoundHistoryFeed__factory.abi)),
    ledger: await party(ledger, new Interface(IOutageLedger__factory.abi)),
    guard: await party(guard, new Interface(ISequencerGuard__factory.abi)),
  };
}

/** What {@link deployCampaign} gives. */
export type Campaign = Awaited<ReturnType<typeof deployCampaign>>;

/** The network has fewer accounts than the campaign has actors. */
export class NoSigner extends Error {
  readonly code = "HF_TEST_NO_SIGNER";
  constructor() {
    super("HF_TEST_NO_SIGNER: the network has fewer accounts than the campaign has actors");
  }
}
