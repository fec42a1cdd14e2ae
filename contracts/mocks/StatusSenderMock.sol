// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The one function of Chainlink's uptime feeds through which their status changes.
interface IStatusReceiver {
    /// @notice Records a status.
    /// @param status True for down.
    /// @param timestamp L1 seconds.
    function updateStatus(bool status, uint64 timestamp) external;
}

/// @title An authorised sender that reports many status changes in one transaction
/// @notice Stands where an OP-stack feed expects its messenger, and (as the aliased L1 sender) where Arbitrum's feed expects
/// its sender, so that Chainlink's own contracts can be given thousands of genuine rounds. For tests only.
contract StatusSenderMock {
    /// @notice A status change to report.
    /// @param down True for down.
    /// @param at L1 seconds.
    struct Report {
        bool down;
        uint64 at;
    }

    /// @notice What an OP-stack feed asks its messenger: who sent the message on L1. Here the zero address, which the feed
    /// must be deployed with.
    /// @return sender Zero.
    function xDomainMessageSender() external pure returns (address sender) {
        return address(0);
    }

    /// @notice Reports status changes in order.
    /// @param feed The feed.
    /// @param reports What to report.
    function report(IStatusReceiver feed, Report[] calldata reports) external {
        for (uint256 i = 0; i < reports.length; ++i) feed.updateStatus(reports[i].down, reports[i].at);
    }

    /// @notice Reports `count` outages, each `downtime` seconds long, `period` seconds from start to start.
    /// @param feed The feed.
    /// @param firstStart Start of the first outage, in L1 seconds.
    /// @param period Seconds from start to start.
    /// @param downtime Seconds of each outage.
    /// @param count How many.
    function reportSeries(
        IStatusReceiver feed,
        uint64 firstStart,
        uint64 period,
        uint64 downtime,
        uint256 count
    ) external {
        for (uint64 i = 0; i < count; ++i) {
            uint64 start = firstStart + i * period;
            feed.updateStatus(true, start);
            feed.updateStatus(false, start + downtime);
        }
    }
}
