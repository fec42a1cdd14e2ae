// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IPriceOracleSentinel} from "../interfaces/external/IPriceOracleSentinel.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {GuardWiring} from "../libraries/GuardWiring.sol";
import {SentinelAdapter} from "./SentinelAdapter.sol";

/// @title A guard as Aave v3's price oracle sentinel
/// @notice Set by `PoolAddressesProvider.setPriceOracleSentinel`. It stops `borrow`, flash loans that open debt, and
/// `liquidationCall` on positions with a health factor of 0.95 or more; `supply`, `repay` and `withdraw` never ask.
/// {setSequencerOracle} and {setGracePeriod} revert with {IAdapterErrors-FixedByGuard}; {getSequencerOracle} is the guard's
/// feed, zero on a chain without a sequencer; {getGracePeriod} the longest grace that its policy allows.
contract AaveSentinelAdapter is SentinelAdapter, IPriceOracleSentinel {
    /// @inheritdoc IPriceOracleSentinel
    address public immutable ADDRESSES_PROVIDER;

    /// @param addressesProvider The market's PoolAddressesProvider; {IGuardErrors-ZeroAddress} or {IGuardErrors-NoCode}.
    /// @param guard A deployed guard; reverts as {SequencerGuarded} says.
    constructor(address addressesProvider, ISequencerGuard guard) SentinelAdapter(guard) {
        GuardWiring.requireCode("addressesProvider", addressesProvider);
        ADDRESSES_PROVIDER = addressesProvider;
    }

    /// @inheritdoc IPriceOracleSentinel
    function setSequencerOracle(address) external view {
        _refuse();
    }

    /// @inheritdoc IPriceOracleSentinel
    function setGracePeriod(uint256) external view {
        _refuse();
    }

    /// @inheritdoc IPriceOracleSentinel
    function isBorrowAllowed() external view returns (bool allowed) {
        return _borrowAllowed();
    }

    /// @inheritdoc IPriceOracleSentinel
    function isLiquidationAllowed() external view returns (bool allowed) {
        return _liquidationAllowed();
    }

    /// @inheritdoc IPriceOracleSentinel
    function getSequencerOracle() external view returns (address feed) {
        return SEQUENCER_GUARD.uptimeFeed();
    }

    /// @inheritdoc IPriceOracleSentinel
    function getGracePeriod() external view returns (uint256 gracePeriod) {
        return _longestGrace();
    }
}
