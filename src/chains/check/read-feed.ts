import type { Provider } from "ethers";
import { Contract, Interface, ZeroAddress } from "ethers";

const FEED = new Interface([
  "function decimals() view returns (uint8)",
  "function description() view returns (string)",
  "function aggregator() view returns (address)",
  "function typeAndVersion() view returns (string)",
  "function latestRoundData() view returns (uint80, int256, uint256, uint256, uint80)",
]);

/** What a feed's proxy answers. A field is `undefined` where the call failed. */
export interface FeedReading {
  readonly hasCode: boolean;
  readonly decimals: bigint | undefined;
  readonly description: string | undefined;
  /** Aggregator behind the proxy. */
  readonly aggregator: string | undefined;
  /** Of that aggregator. */
  readonly typeAndVersion: string | undefined;
  readonly answer: bigint | undefined;
  /** L1 seconds for an uptime feed. */
  readonly startedAt: bigint | undefined;
  /** Time of the chain's newest block, in seconds. */
  readonly now: number;
}

/** Reads everything that the registry makes a statement about, in single calls. */
export async function readFeed(provider: Provider, proxy: string): Promise<FeedReading> {
  const now = (await provider.getBlock("latest"))?.timestamp ?? 0;
  const hasCode = (await provider.getCode(proxy)) !== "0x";
  const [decimals] = await call(provider, proxy, "decimals");
  const [description] = await call(provider, proxy, "description");
  const [aggregator] = await call(provider, proxy, "aggregator");
  const [typeAndVersion] = await call(
    provider,
    typeof aggregator === "string" ? aggregator : ZeroAddress,
    "typeAndVersion",
  );
  const [, answer, startedAt] = await call(provider, proxy, "latestRoundData");
  return {
    hasCode,
    now,
    decimals: bigintOrNothing(decimals),
    description: textOrNothing(description),
    aggregator: textOrNothing(aggregator),
    typeAndVersion: textOrNothing(typeAndVersion),
    answer: bigintOrNothing(answer),
    startedAt: bigintOrNothing(startedAt),
  };
}

/** The call's results, or none when it reverts or answers something that cannot be decoded. */
async function call(provider: Provider, address: string, name: string): Promise<readonly unknown[]> {
  try {
    const result: unknown = await new Contract(address, FEED, provider).getFunction(name).staticCallResult();
    return result as readonly unknown[];
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "CALL_EXCEPTION" || code === "BAD_DATA") return [];
    throw error;
  }
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function bigintOrNothing(value: unknown): bigint | undefined {
  return typeof value === "bigint" ? value : undefined;
}
