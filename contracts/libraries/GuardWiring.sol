// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IGuardErrors} from "../interfaces/IGuardErrors.sol";
import {IOutageLedger} from "../interfaces/IOutageLedger.sol";
import {GuardConfig} from "../types/SequencerTypes.sol";
import {BoundedRead} from "./BoundedRead.sol";
import {ChainFeeds} from "./ChainFeeds.sol";
import {GuardBounds} from "./GuardBounds.sol";
import {FeedStatus, UptimeFeed} from "./UptimeFeed.sol";

/// @title What a guard refuses to be built from
/// @notice Checks: the parameters' bounds; that the feed has code, no decimals, can be read by a contract, answers 0 or 1 and
/// says "up" now; that the ledger records the same feed; that no-sequencer mode is stated, takes no feed, and is not used on
/// a chain with a known feed.
/// Does not check: that the feed is the one of the registry, because combinations of feeds are feeds too; the ledger's code;
/// the guardian.
library GuardWiring {
    /// @notice Reverts, with the value and the bound, unless a guard can be built.
    /// @dev Runs in the guard's constructor, so the feed is read by the guard itself: a raw aggregator, which answers
    /// accounts but refuses contracts, is caught here.
    /// @param config What the guard is given.
    function check(GuardConfig memory config) internal view {
        GuardBounds.check(config.policy);
        if (config.noSequencer) _checkNoSequencer(config.feed, config.ledger);
        else _checkFeed(config.feed, config.ledger);
    }

    /// @notice Reverts unless `account` is a contract.
    /// @param parameter Name of the parameter, for the error.
    /// @param account The address given.
    function requireCode(bytes32 parameter, address account) internal view {
        if (account == address(0)) revert IGuardErrors.ZeroAddress(parameter);
        if (account.code.length == 0) revert IGuardErrors.NoCode(parameter, account);
    }

    function _checkNoSequencer(address feed, address ledger) private view {
        if (feed != address(0) || ledger != address(0)) revert IGuardErrors.FeedWithoutSequencer(feed, ledger);
        address known = ChainFeeds.uptimeFeed(block.chainid);
        if (known != address(0)) revert IGuardErrors.SequencerFeedKnown(block.chainid, known);
    }

    function _checkFeed(address feed, address ledger) private view {
        requireCode("feed", feed);
        (bool hasDecimals, uint256 decimals) = BoundedRead.word(feed, IAggregatorV3.decimals.selector);
        if (!hasDecimals) revert IGuardErrors.NotAnUptimeFeed(feed);
        if (decimals != 0) revert IGuardErrors.FeedHasDecimals(feed, decimals);
        (FeedStatus status, uint40 startedAt, ) = UptimeFeed.latest(feed);
        if (status == FeedStatus.Invalid) revert IGuardErrors.NotAnUptimeFeed(feed);
        if (status == FeedStatus.Down) revert IGuardErrors.FeedDownAtDeployment(feed, startedAt);

        requireCode("ledger", ledger);
        (bool hasFeed, uint256 recorded) = BoundedRead.word(ledger, IOutageLedger.feed.selector);
        address ledgerFeed = hasFeed ? address(uint160(recorded)) : address(0);
        if (ledgerFeed != feed) revert IGuardErrors.LedgerOfAnotherFeed(ledger, ledgerFeed, feed);
    }
}
