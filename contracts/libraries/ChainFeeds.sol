// SPDX-License-Identifier: MIT
// Generated from src/chains/feeds.json by `npm run generate`. Do not edit: a check compares both.
pragma solidity ^0.8.28;

// A table, not logic.
// solhint-disable code-complexity

/// @title What is known of each chain's sequencer uptime feed
/// @notice The chain registry, compiled in. Keyed by chain id only: the same 20 bytes are different things on different chains.
///
/// Checks: nothing; the functions are tables.
/// Does not check: that a feed exists at the address, still reports, or belongs to its family. The addresses come from
/// public files and were not read on a live chain; `npm run check:feeds` reads them when an RPC is given.
/// Not in the table, although the registry has them: feeds whose chain id is not known.
library ChainFeeds {
    /// @notice The proxy of the chain's uptime feed, also where its family is not known.
    /// @param chainId Chain.
    /// @return proxy Zero when no feed is known there, which does not prove that there is none.
    function uptimeFeed(uint256 chainId) internal pure returns (address proxy) {
        if (chainId == 10) return 0x371EAD81c9102C9BF4874A9075FFFf170F2Ee389; // OP Mainnet
        if (chainId == 130) return 0x495639D9914e7D270c5dCC641BfB1d807423F813; // Unichain
        if (chainId == 196) return 0x45c2b8C204568A03Dc7A2E32B71D67Fe97F908A9; // X Layer
        if (chainId == 324) return 0x0E6AC8B967393dcD3D36677c126976157F993940; // zkSync Era
        if (chainId == 1088) return 0x58218ea7422255EBE94e56b504035a784b7AA204; // Metis
        if (chainId == 1868) return 0xaDE1b9AbB98c6A542E4B49db2588a3Ec4bF7Cdf0; // Soneium
        if (chainId == 5000) return 0xaDE1b9AbB98c6A542E4B49db2588a3Ec4bF7Cdf0; // Mantle
        if (chainId == 8453) return 0xBCF85224fc0756B9Fa45aA7892530B47e10b6433; // Base
        if (chainId == 42161) return 0xFdB631F5EE196F0ed6FAa767959853A9F217697D; // Arbitrum One
        if (chainId == 42220) return 0x4CD491Dc27C8B0BbD10D516A502856B786939d18; // Celo
        if (chainId == 534352) return 0x45c2b8C204568A03Dc7A2E32B71D67Fe97F908A9; // Scroll
        return address(0);
    }

    /// @notice Seconds by which users see a status change later than its L1 time.
    /// @param chainId Chain.
    /// @return lag The longest one known, for a chain that is not here or whose family is not known: a grace that is
    /// too long is bounded, one that is over before anybody could act is not a grace.
    function visibilityLag(uint256 chainId) internal pure returns (uint40 lag) {
        if (chainId == 10) return 120; // OP Mainnet
        if (chainId == 130) return 120; // Unichain
        if (chainId == 1868) return 120; // Soneium
        if (chainId == 5000) return 120; // Mantle
        if (chainId == 8453) return 120; // Base
        if (chainId == 42161) return 900; // Arbitrum One
        if (chainId == 42220) return 120; // Celo
        if (chainId == 59144) return 0; // Linea
        return 1200;
    }

    /// @notice Whether the chain fills a halt with back-dated blocks, so that its timestamps never show a gap.
    /// @param chainId Chain.
    /// @return hidden True for the OP stacks of the registry; false does not prove that gaps can be seen.
    function clockHidesGaps(uint256 chainId) internal pure returns (bool hidden) {
        if (chainId == 10) return true; // OP Mainnet
        if (chainId == 130) return true; // Unichain
        if (chainId == 1868) return true; // Soneium
        if (chainId == 5000) return true; // Mantle
        if (chainId == 8453) return true; // Base
        if (chainId == 42220) return true; // Celo
        return false;
    }
}
