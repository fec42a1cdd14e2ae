import type { ChainRegistry, UptimeFeed } from "../types.js";

const INTRODUCTION = `<!-- Generated from src/chains/feeds.json by \`npm run generate\`. Do not edit: a check compares both. -->

# Chains

One file, \`src/chains/feeds.json\`, holds every address. This page, the Solidity library \`ChainFeeds\` and the TypeScript
module \`src/chains/chains.ts\` come from it, and \`npm run check:fresh\` fails when they differ.

The addresses come from public files; none was read on a live chain. \`npm run check:feeds\` reads them on every chain whose
RPC variable is set and exits with an error when one answers something else.

"Lag" is added to every grace: it is how much later than its L1 time users can see a recovery. For chains that are not here, and for
families that are not known, it is the longest one known.

Chains are identified by chain id only. The same 20 bytes are different contracts on different chains (Mantle and Soneium, Scroll and
X Layer), so never key a configuration on the address.
`;

/** The page `docs/chains.md`, as text. Pure: same registry, same bytes. */
export function renderChainsPage(registry: ChainRegistry): string {
  const usable = registry.uptimeFeeds.filter((feed) => feed.notByDefault === undefined);
  const records = registry.uptimeFeeds.filter((feed) => feed.notByDefault !== undefined);
  return [
    INTRODUCTION,
    "## Uptime feeds",
    "",
    table(
      ["chain", "chain id", "family", "lag", "proxy", "aggregator when recorded", "RPC variable", "verified", "source"],
      usable.map((feed) => uptimeRow(registry, feed)),
    ),
    "",
    "## Records that are not used by default",
    "",
    "`uptimeFeedOf` refuses these unless `includeUnproven` is set. The Solidity library returns those with a chain id: there it only serves to",
    "refuse the no-sequencer mode, and knowing that a feed exists is enough for that.",
    "",
    table(
      ["chain", "chain id", "proxy", "why", "source"],
      records.map((feed) => [
        feed.chain,
        String(feed.chainId ?? "not known"),
        code(feed.proxy),
        feed.notByDefault ?? "",
        feed.source,
      ]),
    ),
    "",
    "## Families",
    "",
    table(
      ["family", "clock", "lag", "where the number comes from"],
      Object.entries(registry.families).map(([family, facts]) => [
        family,
        facts.clock ?? "not known",
        `${facts.visibilityLag} s`,
        facts.measured,
      ]),
    ),
    "",
    "## Price feeds",
    "",
    "Heartbeats change without notice: they are parameters of whoever uses the feed, never constants.",
    "",
    table(
      ["chain", "chain id", "pair", "proxy", "decimals", "heartbeat"],
      registry.priceFeeds.map((feed) => [
        feed.chain,
        String(feed.chainId),
        feed.pair,
        code(feed.proxy),
        String(feed.decimals),
        feed.heartbeatSeconds === null ? "not known" : `${feed.heartbeatSeconds} s`,
      ]),
    ),
    "",
    `No uptime feed was found for: ${registry.notFound.join(", ")}.`,
    "",
  ].join("\n");
}

function uptimeRow({ chains, families }: ChainRegistry, feed: UptimeFeed): string[] {
  return [
    feed.chain,
    String(feed.chainId),
    feed.family,
    `${families[feed.family].visibilityLag} s`,
    code(feed.proxy),
    feed.aggregator === null ? "not known" : code(feed.aggregator),
    code(chains.find((chain) => chain.chainId === feed.chainId)?.rpcVariable ?? ""),
    feed.verified ? "in a primary source" : "no",
    feed.source,
  ];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}
