import type { ChainRegistry, FeedFamily } from "../types.js";

const HEADER = `// SPDX-License-Identifier: MIT
// Generated from src/chains/feeds.json by \`npm run generate\`. Do not edit: a check compares both.
pragma solidity ^0.8.28;

// A table, not logic.
// solhint-disable code-complexity

/// @title What is known of each chain's sequencer uptime feed
/// @notice The chain registry, compiled in. Keyed by chain id only: the same 20 bytes are different things on different chains.
///
/// Checks: nothing; the functions are tables.
/// Does not check: that a feed exists at the address, still reports, or belongs to its family. The addresses come from
/// public files and were not read on a live chain; \`npm run check:feeds\` reads them when an RPC is given.
/// Not in the table, although the registry has them: feeds whose chain id is not known.
library ChainFeeds {`;

/** The Solidity library `ChainFeeds`, as text. Pure: same registry, same bytes. */
export function renderSolidityLibrary(registry: ChainRegistry): string {
  return [
    HEADER,
    "    /// @notice The proxy of the chain's uptime feed, also where its family is not known.",
    "    /// @param chainId Chain.",
    "    /// @return proxy Zero when no feed is known there, which does not prove that there is none.",
    "    function uptimeFeed(uint256 chainId) internal pure returns (address proxy) {",
    ...registry.uptimeFeeds
      .filter((feed) => feed.chainId !== null)
      .map((feed) => ({ ...feed, chainId: Number(feed.chainId) }))
      .sort((a, b) => a.chainId - b.chainId)
      .map((feed) => `        if (chainId == ${feed.chainId}) return ${feed.proxy}; // ${feed.chain}`),
    "        return address(0);",
    "    }",
    "",
    "    /// @notice Seconds by which users see a status change later than its L1 time.",
    "    /// @param chainId Chain.",
    "    /// @return lag The longest one known, for a chain that is not here or whose family is not known: a grace that is",
    "    /// too long is bounded, one that is over before anybody could act is not a grace.",
    "    function visibilityLag(uint256 chainId) internal pure returns (uint40 lag) {",
    ...lagLines(registry),
    `        return ${registry.families.unknown.visibilityLag};`,
    "    }",
    "",
    "    /// @notice Whether the chain fills a halt with back-dated blocks, so that its timestamps never show a gap.",
    "    /// @param chainId Chain.",
    "    /// @return hidden True for the OP stacks of the registry; false does not prove that gaps can be seen.",
    "    function clockHidesGaps(uint256 chainId) internal pure returns (bool hidden) {",
    ...gaplessLines(registry),
    "        return false;",
    "    }",
    "}",
    "",
  ].join("\n");
}

function lagLines({ chains, families }: ChainRegistry): string[] {
  const fallback = families.unknown.visibilityLag;
  const lagOf = (family: FeedFamily): number => families[family].visibilityLag;
  return chains
    .filter((chain) => lagOf(chain.family) !== fallback)
    .toSorted((a, b) => a.chainId - b.chainId)
    .map((chain) => `        if (chainId == ${chain.chainId}) return ${lagOf(chain.family)}; // ${chain.name}`);
}

function gaplessLines({ chains, families }: ChainRegistry): string[] {
  return chains
    .filter((chain) => families[chain.family].clock === "op-stack")
    .toSorted((a, b) => a.chainId - b.chainId)
    .map((chain) => `        if (chainId == ${chain.chainId}) return true; // ${chain.name}`);
}
