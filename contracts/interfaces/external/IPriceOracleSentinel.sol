// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What Aave v3 asks about the sequencer
/// @notice Same selectors as the interface of that name in Aave v3 core; declared here because their package is not shipped
/// with ours. Aave asks {isBorrowAllowed} when debt is taken and {isLiquidationAllowed} when a position whose health factor
/// is not below 0.95 is liquidated; nothing else in Aave asks.
interface IPriceOracleSentinel {
    /// @notice In Aave's own sentinel: replaces the uptime feed.
    /// @param newSequencerOracle The new feed.
    function setSequencerOracle(address newSequencerOracle) external;

    /// @notice In Aave's own sentinel: replaces the grace.
    /// @param newGracePeriod The new grace, in seconds.
    function setGracePeriod(uint256 newGracePeriod) external;

    /// @notice Whether debt may be taken now.
    /// @return allowed False stops `borrow` with Aave's error 59.
    function isBorrowAllowed() external view returns (bool allowed);

    /// @notice Whether a position may be liquidated now.
    /// @return allowed False stops `liquidationCall` with Aave's error 59.
    function isLiquidationAllowed() external view returns (bool allowed);

    /// @notice The uptime feed behind the answers.
    /// @return feed Its address.
    function getSequencerOracle() external view returns (address feed);

    /// @notice How long after a recovery the answers may stay "no".
    /// @return gracePeriod In seconds.
    function getGracePeriod() external view returns (uint256 gracePeriod);

    // solhint-disable func-name-mixedcase -- Aave's name, and so its selector

    /// @notice Aave's registry of the market that asks.
    /// @return provider Address of the PoolAddressesProvider.
    function ADDRESSES_PROVIDER() external view returns (address provider);
}
