import { getAddress } from "ethers";
import { z } from "zod";

import { InvalidRegistryError } from "../errors.js";
import type { ChainRegistry } from "../types.js";

const address = z.string().refine(isChecksummed, { message: "is not a checksummed address" });
const seconds = z.number().int().min(0).max(86_400);
const chainId = z.number().int().positive().safe();
const text = z.string().min(1);
const family = z.enum(["arbitrum", "opstack", "opstack-legacy", "scroll", "zksync", "linea", "unknown"]);
const facts = z.strictObject({
  clock: z.enum(["nitro", "op-stack", "finalized-l1", "linea"]).nullable(),
  visibilityLag: seconds,
  measured: text,
});
const registry = z.strictObject({
  note: text,
  families: z.strictObject({
    arbitrum: facts,
    opstack: facts,
    "opstack-legacy": facts,
    scroll: facts,
    zksync: facts,
    linea: facts,
    unknown: facts,
  }),
  chains: z.array(
    z.strictObject({ chainId, name: text, family, rpcVariable: z.string().regex(/^[A-Z][A-Z0-9]*_RPC_URL$/) }),
  ),
  uptimeFeeds: z.array(
    z.strictObject({
      chain: text,
      chainId: chainId.nullable(),
      proxy: address,
      aggregator: address.nullable(),
      family,
      source: text,
      verified: z.boolean(),
      notByDefault: text.optional(),
    }),
  ),
  priceFeeds: z.array(
    z.strictObject({
      chain: text,
      chainId,
      pair: z.string().regex(/^[A-Z0-9]+ \/ [A-Z]+$/),
      proxy: address,
      aggregatorAtDump: address,
      decimals: z.number().int().min(1).max(36),
      heartbeatSeconds: seconds.positive().nullable(),
      heartbeatVerified: z.boolean(),
      source: text,
    }),
  ),
  notFound: z.array(text),
});

/**
 * Checks the registry's shape and its rules across entries.
 * @param file Parsed content of `feeds.json`.
 * @throws InvalidRegistryError with every problem found.
 */
export function validateRegistry(file: unknown): ChainRegistry {
  const parsed = registry.safeParse(file);
  if (!parsed.success) {
    throw new InvalidRegistryError(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`));
  }
  const checked = parsed.data as ChainRegistry;
  const problems = [...duplicates(checked), ...disagreements(checked), ...unmarked(checked), ...shortLags(checked)];
  if (problems.length > 0) throw new InvalidRegistryError(problems);
  return checked;
}

function isChecksummed(value: string): boolean {
  try {
    return getAddress(value) === value;
  } catch {
    return false;
  }
}

function duplicates({ chains, uptimeFeeds, priceFeeds }: ChainRegistry): string[] {
  const keys = [
    ...chains.map((chain) => `chain ${chain.chainId}`),
    ...chains.map((chain) => `RPC variable ${chain.rpcVariable}`),
    ...uptimeFeeds.filter((feed) => feed.chainId !== null).map((feed) => `uptime feed of chain ${feed.chainId}`),
    ...priceFeeds.map((feed) => `price feed ${feed.pair} of chain ${feed.chainId}`),
  ];
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))].map((key) => `${key}: given twice`);
}

function disagreements({ chains, uptimeFeeds, priceFeeds }: ChainRegistry): string[] {
  const byId = new Map(chains.map((chain) => [chain.chainId, chain]));
  const unnamed = [...uptimeFeeds, ...priceFeeds]
    .filter((feed) => feed.chainId !== null && byId.get(feed.chainId)?.name !== feed.chain)
    .map((feed) => `feed ${feed.proxy}: chain ${feed.chainId} is not "${feed.chain}" in the list of chains`);
  const otherFamily = uptimeFeeds
    .filter((feed) => feed.chainId !== null && byId.get(feed.chainId)?.family !== feed.family)
    .map((feed) => `uptime feed ${feed.proxy}: family ${feed.family} differs from that of its chain`);
  return [...unnamed, ...otherFamily];
}

function unmarked({ uptimeFeeds }: ChainRegistry): string[] {
  return uptimeFeeds
    .filter((feed) => (feed.chainId === null || feed.family === "unknown") !== (feed.notByDefault !== undefined))
    .map(
      (feed) =>
        `uptime feed ${feed.proxy}: notByDefault is for entries without chain id or family, and for all of them`,
    );
}

function shortLags({ families }: ChainRegistry): string[] {
  const longest = Math.max(...Object.values(families).map((facts) => facts.visibilityLag));
  return families.unknown.visibilityLag === longest
    ? []
    : [`families.unknown.visibilityLag: ${families.unknown.visibilityLag} is below the longest known, ${longest}`];
}
