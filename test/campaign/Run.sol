// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LendingMarket} from "../../contracts/examples/LendingMarket.sol";
import {MarketPosition} from "../../contracts/types/MarketTypes.sol";
import {SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {Plan} from "./Plan.sol";
import {World} from "./World.sol";

/// @notice One liquidation that was carried out.
/// @param account Number of the borrower.
/// @param value Debt repaid; values have {Book-DECIMALS} decimals here and below.
/// @param isSevere Whether debt and bonus left no more than the margin of the collateral right before.
struct Taken {
    uint256 account;
    uint256 value;
    bool isSevere;
}

/// @notice What is known of one of the two markets while a schedule runs. Lists have one entry for each borrower.
/// @param market The market.
/// @param book Positions as last looked at: exact after whatever was done to them, without interest since.
/// @param badDebt What the market had written off at the last look.
/// @param liquidated Debt repaid by liquidators.
/// @param losses Debt written off.
/// @param unfair Positions that were liquidated unfairly, see {Fairness}; counted once for each top-up that came too late.
/// @param severeFirst The same for those that were severe.
/// @param unseen The same for those taken before any report of the halt had reached the uptime feed.
/// @param pendingUnfair Whether the position was liquidated since the window opened, which may turn out unfair; the two others
/// likewise.
/// @param baseCollateral What was pledged when the window opened.
/// @param baseDebt What was owed then.
/// @param level Of a bucket without a bottom: what was taken and has not been refilled.
/// @param levelAt When that was.
/// @param burst Highest level.
struct Side {
    LendingMarket market;
    MarketPosition[] book;
    uint256 badDebt;
    uint256 liquidated;
    uint256[] losses;
    uint256 unfair;
    uint256 severeFirst;
    uint256 unseen;
    bool[] pendingUnfair;
    bool[] pendingSevere;
    bool[] pendingUnseen;
    uint256[] baseCollateral;
    uint256[] baseDebt;
    uint256 level;
    uint40 levelAt;
    uint256 burst;
}

/// @notice What {Solvency} keeps of the guarded market between two moments in which severe positions could be taken.
/// @param price Price at the last of them.
/// @param lowest Lowest price since.
/// @param debts Debt at the last of them, after liquidations.
/// @param owed The same with the interest since.
/// @param seen Debt at the last look.
/// @param bound Greatest bad debt that the rules leave room for, summed over the borrowers that made any.
/// @param isComparing Whether the guard has had no chance to act since a halt.
/// @param alike Borrowers whose positions were the same in both markets at the halt.
/// @param highest Highest price written since the halt that the unguarded market could act on.
/// @param lossesBefore Bad debt of each borrower at the halt, guarded and unguarded.
struct Solvent {
    uint256 price;
    uint256 lowest;
    uint256[] debts;
    uint256[] owed;
    uint256[] seen;
    uint256 bound;
    bool isComparing;
    bool[] alike;
    uint256 highest;
    uint256[][2] lossesBefore;
}

/// @notice One schedule while it runs.
/// @param plan The schedule.
/// @param world The chain.
/// @param accounts The borrowers.
/// @param sides Guarded, unguarded.
/// @param solvent See above.
/// @param time `block.timestamp`.
/// @param isLive Whether blocks are made.
/// @param isOrdinary Whether liquidators get into them.
/// @param truth What the collateral is worth off the chain; 8 decimals.
/// @param price Newest price on the chain.
/// @param observedAt When it was observed.
/// @param writtenAt When it was written.
/// @param isNewPrice Whether it was written since the last halt began.
/// @param firstRound The first round since then; 0 once somebody has tried to show that it is a step.
/// @param halts Halts that have begun.
/// @param shown Halts whose "down" has reached the feed, or that nobody reported.
/// @param recoveredAt Time of the last "up" that has reached the feed.
/// @param status The guard's.
/// @param since The guard's.
/// @param until The guard's.
/// @param provenSince Which "down" somebody has shown to be refuted, by its time.
/// @param gapRampEnd End of a doubled ramp.
/// @param withholds Whether a position on a fresh price would be withheld by Recovering until the next look.
/// @param withholdsBook Whether one of the borrowers is.
/// @param withheld Seconds of the former.
/// @param withheldBook Seconds of the latter.
struct Run {
    Plan plan;
    World world;
    address[] accounts;
    Side[2] sides;
    Solvent solvent;
    uint40 time;
    bool isLive;
    bool isOrdinary;
    uint256 truth;
    uint256 price;
    uint40 observedAt;
    uint40 writtenAt;
    bool isNewPrice;
    uint80 firstRound;
    uint256 halts;
    uint256 shown;
    uint40 recoveredAt;
    SequencerStatus status;
    uint40 since;
    uint40 until;
    uint40 provenSince;
    uint40 gapRampEnd;
    bool withholds;
    bool withholdsBook;
    uint256 withheld;
    uint256 withheldBook;
}
