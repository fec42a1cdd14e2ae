// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IOutageLedger} from "../interfaces/IOutageLedger.sol";
import {TimeMath} from "../libraries/TimeMath.sol";

/// @title A premium by the second that does not run in outages
/// @notice Who cannot leave does not pay: seconds count by {IOutageLedger-elapsedUp}. The payee collects only up to `REPORT_LAG` ago, because
/// an outage shows late.
contract StreamingPremium {
    using SafeERC20 for IERC20;
    using TimeMath for uint40;

    /// @notice A stream; `deposit` is what is left of it, `paidUntil` the time up to which it is paid.
    struct Stream {
        address payer;
        address payee;
        uint128 perSecond;
        uint128 deposit;
        uint40 paidUntil;
    }

    /// @notice What is paid in.
    IERC20 public immutable TOKEN;
    /// @notice The ledger of the chain's feed.
    IOutageLedger public immutable LEDGER;
    /// @notice How late an outage shows: detection and visibility lag together.
    uint40 public immutable REPORT_LAG;

    /// @notice Streams by id.
    Stream[] public streams;

    /// @notice Only the payer closes.
    error NotPayer(address caller);

    /// @param token What is paid in.
    /// @param ledger The ledger.
    /// @param reportLag How late an outage shows, in seconds.
    constructor(IERC20 token, IOutageLedger ledger, uint40 reportLag) {
        (TOKEN, LEDGER, REPORT_LAG) = (token, ledger, reportLag);
    }

    /// @notice Begins to pay.
    /// @param payee Whom.
    /// @param perSecond How much.
    /// @param deposit From what.
    /// @return id The stream.
    function open(address payee, uint128 perSecond, uint128 deposit) external returns (uint256 id) {
        id = streams.length;
        streams.push(Stream(msg.sender, payee, perSecond, deposit, uint40(block.timestamp)));
        TOKEN.safeTransferFrom(msg.sender, address(this), deposit);
    }

    /// @notice Pays the payee. Anybody may; reverts while the ledger cannot answer.
    /// @param id The stream.
    function collect(uint256 id) external {
        Stream storage s = streams[id];
        uint40 until = uint40(block.timestamp).sub(REPORT_LAG).max(s.paidUntil);
        _pay(s, LEDGER.elapsedUp(s.paidUntil, until), until);
    }

    /// @notice Ends the stream and gives the rest back. Never stopped: a ledger that cannot answer makes all seconds count.
    /// @param id The stream.
    function close(uint256 id) external {
        Stream storage s = streams[id];
        if (msg.sender != s.payer) revert NotPayer(msg.sender);
        uint40 now_ = uint40(block.timestamp);
        uint40 elapsed = now_ - s.paidUntil;
        try LEDGER.elapsedUp(s.paidUntil, now_) returns (uint40 up) {
            elapsed = up;
        } catch {}
        _pay(s, elapsed, now_);
        uint128 rest = s.deposit;
        delete streams[id];
        TOKEN.safeTransfer(msg.sender, rest);
    }

    function _pay(Stream storage s, uint40 elapsed, uint40 until) private {
        uint256 owed = uint256(elapsed) * s.perSecond;
        uint128 paid = owed < s.deposit ? uint128(owed) : s.deposit;
        (s.deposit, s.paidUntil) = (s.deposit - paid, until);
        TOKEN.safeTransfer(s.payee, paid);
    }
}
