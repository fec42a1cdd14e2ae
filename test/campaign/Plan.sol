// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice How a rollup's clock and inbox behave around a halt; see src/lab/clock/ for the same two in the outage lab.
/// - `Nitro`: the clock stands still and jumps; messages from L1 wait until their L1 block is safe
/// - `OpStack`: the missing blocks are made back-dated; messages from L1 wait 48 seconds of the chain's own time
enum Family {
    Nitro,
    OpStack
}

/// @notice What happens in one step.
/// - `Halt`: the last block before a halt
/// - `Reopen`: the first block that takes ordinary transactions, or back-dated ones
/// - `Price`: both price feeds write a round
/// - `FlipDown`, `FlipUp`: a report reaches the uptime feed
/// - `TopUp`: a borrower adds collateral or repays
/// - `Tick`: nothing but a block, so that liquidators act
enum Kind {
    Halt,
    Reopen,
    Price,
    FlipDown,
    FlipUp,
    TopUp,
    Tick
}

/// @notice What a borrower does after an outage.
/// - `InGrace`: tops up within ten minutes after the recovery can be seen
/// - `Inbox`: tops up through the delayed inbox of L1, during the outage
/// - `Late`: tops up hours later
/// - `Never`: does nothing
enum Behaviour {
    InGrace,
    Inbox,
    Late,
    Never
}

/// @notice One halt of the sequencer, in real seconds, and how the world hears of it.
/// @param start Last block before it.
/// @param end First moment at which blocks are made again.
/// @param downAt When "down" is reported on L1; the report's own time.
/// @param upAt When "up" is.
/// @param visibility Nitro: seconds until a message from L1 executes.
/// @param headStart Nitro: seconds in which ordinary transactions run before messages that wait.
/// @param speed OP stack: seconds of chain per real second while it catches up.
/// @param caughtUpAt When the chain's clock shows real time again.
/// @param isOpen OP stack: whether ordinary transactions get into back-dated blocks.
/// @param isReported False for a halt that ended before anybody could report it.
/// @param silence Seconds from the end until the price feeds write again.
/// @param moveBps Price after the halt, as a share of the price before.
struct Halt {
    uint40 start;
    uint40 end;
    uint40 downAt;
    uint40 upAt;
    uint40 visibility;
    uint40 headStart;
    uint40 speed;
    uint40 caughtUpAt;
    bool isOpen;
    bool isReported;
    uint40 silence;
    uint16 moveBps;
}

/// @notice One borrower.
/// @param behaviour What it does after an outage.
/// @param byCollateral Whether it adds collateral rather than repays.
/// @param ltvBps Debt per collateral when the schedule begins.
/// @param meansBps Most that it can add in one top-up, as a share of its debt at the beginning.
/// @param reaction Seconds from when it could act until it does.
struct Borrower {
    Behaviour behaviour;
    bool byCollateral;
    uint16 ltvBps;
    uint16 meansBps;
    uint40 reaction;
}

/// @notice One step of a schedule.
/// @param real Real time.
/// @param chain `block.timestamp`.
/// @param kind What happens.
/// @param isOrdinary Whether ordinary transactions, a liquidator's for instance, get into this block.
/// @param arg Halt, Reopen, flips: number of the halt. Price: the move in basis points. TopUp: number of the borrower.
struct Step {
    uint40 real;
    uint40 chain;
    Kind kind;
    bool isOrdinary;
    uint32 arg;
}

/// @notice One schedule with everything that was drawn for it.
/// @param number Its number in the campaign, from which all of it follows.
/// @param family The chain.
/// @param halts In order.
/// @param borrowers As many as the markets have.
/// @param keeper Whether somebody shows price gaps and syncs the ledger.
/// @param steps In the order of execution.
struct Plan {
    uint256 number;
    Family family;
    Halt[] halts;
    Borrower[] borrowers;
    bool keeper;
    Step[] steps;
}
