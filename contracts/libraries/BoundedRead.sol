// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Reads of contracts that nobody here trusts
/// @notice Checks: the call succeeds within a fixed amount of gas, and returns at least the words that are read; an account
/// without code fails the second check. Copies no more return data than it was asked for, whatever the callee sends.
/// Does not check: what the words mean, nor what lies beyond them.
/// Trust: none in the callee. It is a `staticcall`, so it cannot change state or call back with effect.
/// @dev Fails closed: anything odd is `ok == false`. The only revert is {GasStarved}, when a call failed that was given less
/// than its gas: otherwise whoever sends the transaction could choose the gas so that a healthy feed seems dead.
library BoundedRead {
    /// @notice Gas given to one read. Chainlink's feeds behind their proxy take about 17 000 with everything cold.
    uint256 internal constant READ_GAS = 200_000;
    /// @dev What must be left so that 63/64 of it covers {READ_GAS}, and the caller's own work around the call.
    uint256 private constant GAS_NEEDED = (READ_GAS * 64) / 63 + OWN_GAS;
    uint256 private constant OWN_GAS = 2_000;

    /// @notice A read failed that had less gas than it may need; nothing is known. Try again with more gas.
    /// @param available Gas left before the read.
    /// @param needed Gas that the read needs to be left.
    error GasStarved(uint256 available, uint256 needed);

    /// @notice Calls `selector` without arguments and returns the first word.
    /// @param target Contract to read.
    /// @param selector Function.
    /// @return ok Whether the read succeeded.
    /// @return value First word; meaningless when not `ok`.
    function word(address target, bytes4 selector) internal view returns (bool ok, uint256 value) {
        uint256 available = gasleft();
        assembly ("memory-safe") {
            mstore(0, selector)
            ok := staticcall(READ_GAS, target, 0, 4, 0, 32)
            ok := and(ok, gt(returndatasize(), 31))
            value := mload(0)
        }
        if (!ok) _requireGas(available);
    }

    /// @notice Reads the newest round of a feed: the first three words of `latestRoundData()`.
    /// @param feed Feed to read.
    /// @return ok Whether the read succeeded.
    /// @return id Round id.
    /// @return answer Answer, as it came.
    /// @return startedAt Start of the round, as it came.
    function latestRound(address feed) internal view returns (bool ok, uint256 id, uint256 answer, uint256 startedAt) {
        // 0xfeaf968c is latestRoundData()
        return _round(feed, uint256(0xfeaf968c) << 224, 0, 4);
    }

    /// @notice Reads one round of a feed: the first three words of `getRoundData(uint80)`.
    /// @param feed Feed to read.
    /// @param roundId Round to read.
    /// @return ok Whether the read succeeded.
    /// @return id Round id.
    /// @return answer Answer, as it came.
    /// @return startedAt Start of the round, as it came.
    function round(
        address feed,
        uint80 roundId
    ) internal view returns (bool ok, uint256 id, uint256 answer, uint256 startedAt) {
        // 0x9a6fc8f5 is getRoundData(uint80)
        return _round(feed, uint256(0x9a6fc8f5) << 224, roundId, 36);
    }

    function _round(
        address feed,
        uint256 selector,
        uint256 argument,
        uint256 length
    ) private view returns (bool ok, uint256 id, uint256 answer, uint256 startedAt) {
        uint256 available = gasleft();
        assembly ("memory-safe") {
            // Both directions use memory beyond the free pointer, which is only read before anybody allocates again.
            let pointer := mload(0x40)
            mstore(pointer, selector)
            mstore(add(pointer, 4), argument)
            ok := staticcall(READ_GAS, feed, pointer, length, pointer, 96)
            // A Chainlink round has five words; fewer are not a round, although only three are looked at.
            ok := and(ok, gt(returndatasize(), 159))
            id := mload(pointer)
            answer := mload(add(pointer, 32))
            startedAt := mload(add(pointer, 64))
        }
        if (!ok) _requireGas(available);
    }

    /// @notice Reads one round with the time of its last update, within gas of the caller's choice: for whoever reads several
    /// feeds one after the other.
    /// @param feed Feed to read.
    /// @param roundId Round to read; 0 for the newest.
    /// @param readGas Gas given to the read; {GasStarved} when a read failed that had less.
    /// @return ok Whether the read succeeded.
    /// @return id Round id.
    /// @return answer Answer, as it came.
    /// @return startedAt Start of the round, as it came.
    /// @return updatedAt Last update of the round, as it came.
    function roundWithin(
        address feed,
        uint80 roundId,
        uint256 readGas
    ) internal view returns (bool ok, uint256 id, uint256 answer, uint256 startedAt, uint256 updatedAt) {
        // The selectors of latestRoundData() and getRoundData(uint80), as above.
        uint256 selector = (roundId == 0 ? uint256(0xfeaf968c) : uint256(0x9a6fc8f5)) << 224;
        uint256 length = roundId == 0 ? 4 : 36;
        uint256 available = gasleft();
        assembly ("memory-safe") {
            // Both directions use memory beyond the free pointer, which is only read before anybody allocates again.
            let pointer := mload(0x40)
            mstore(pointer, selector)
            mstore(add(pointer, 4), roundId)
            ok := staticcall(readGas, feed, pointer, length, pointer, 128)
            ok := and(ok, gt(returndatasize(), 159))
            id := mload(pointer)
            answer := mload(add(pointer, 32))
            startedAt := mload(add(pointer, 64))
            updatedAt := mload(add(pointer, 96))
        }
        uint256 needed = (readGas * 64) / 63 + OWN_GAS;
        if (!ok && available < needed) revert GasStarved(available, needed);
    }

    function _requireGas(uint256 available) private pure {
        if (available < GAS_NEEDED) revert GasStarved(available, GAS_NEEDED);
    }
}
