// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Family, Plan} from "./Plan.sol";
import {Figures, Outcome} from "./Figures.sol";
import {Book} from "./Book.sol";
import {Plans} from "./Plans.sol";
import {Player} from "./Player.sol";
import {Run, Side} from "./Run.sol";
import {Story} from "./Story.sol";
import {World} from "./World.sol";

/// @notice Random schedules of outages, prices and borrowers, in a guarded and an unguarded market with the same code. Q-8 to
/// Q-13 of docs/invariants.md hold in each of them; their distribution stands in snapshots/campaign.json.
/// Rules and definitions stand in the libraries beside this file: {Fairness}, {Solvency}, {Flow}; the schedules in {Plans}.
///
/// Run `i` depends on its number alone. HOLDFAST_CAMPAIGN_RUNS and HOLDFAST_CAMPAIGN_FIRST choose other runs, so that a run that
/// failed can be played alone; HOLDFAST_CAMPAIGN=write writes the distribution instead of comparing it.
contract CampaignTest is Player {
    uint256 private constant SEED = 0x484f4c44;
    uint256 private constant RUNS = 1_000;
    string private constant SNAPSHOT = "snapshots/campaign.json";

    World private _nitro;
    World private _opStack;
    address[] private _accounts;

    /// @notice How every run ends, so that nothing of it is left.
    error Played(Outcome outcome);

    /// @notice A run broke a rule.
    error CampaignFailed(uint256 run, string fact, string story);

    /// @notice The distribution is not the committed one. Write it with HOLDFAST_CAMPAIGN=write, and review what changed.
    error DistributionChanged(string measured);

    function setUp() external {
        (_nitro, _opStack) = (new World(15 minutes), new World(2 minutes));
        uint24[6] memory debts = [5_000, 15_000, 30_000, 60_000, 100_000, 150_000];
        for (uint256 i = 0; i < debts.length; ++i) _accounts.push(address(uint160(0xB0_0000) + uint160(i)));
        for (uint256 i = 0; i < 2; ++i) {
            _nitro.fund(i == 0 ? address(this) : ALIAS);
            _opStack.fund(i == 0 ? address(this) : ALIAS);
        }
        for (uint256 i = 0; i < debts.length; ++i) {
            _nitro.enter(_accounts[i], debts[i]);
            _opStack.enter(_accounts[i], debts[i]);
        }
    }

    function test_Campaign_Q8_Q9_Q10_Q11_Q12_Q13() external {
        uint256 first = vm.envOr("HOLDFAST_CAMPAIGN_FIRST", uint256(0));
        Outcome[] memory outcomes = new Outcome[](vm.envOr("HOLDFAST_CAMPAIGN_RUNS", RUNS));
        bool isWhole = first == 0 && outcomes.length == RUNS;
        bool isWritten = _isEqual(vm.envOr("HOLDFAST_CAMPAIGN", ""), "write");
        _check(outcomes.length != 0, "a campaign plays at least one schedule");
        _check(isWhole || !isWritten, "only the distribution of the whole campaign is written");
        for (uint256 i = 0; i < outcomes.length; ++i) outcomes[i] = _runOf(first + i);
        if (!isWhole) return;
        string memory measured = Figures.toJson(vm, SEED, _accounts.length, outcomes);
        if (isWritten) vm.writeFile(SNAPSHOT, measured);
        else if (!_isEqual(vm.readFile(SNAPSHOT), measured)) revert DistributionChanged(measured);
    }

    /// @notice Plays one run and undoes it.
    function play(uint256 number) external {
        Run memory run;
        run.world = _worldOf(run.plan = _planOf(number));
        run.accounts = _accounts;
        run.sides[0].market = run.world.GUARDED();
        run.sides[1].market = run.world.UNGUARDED();
        _play(run);
        revert Played(_outcomeOf(run));
    }

    function _runOf(uint256 number) private returns (Outcome memory outcome) {
        try this.play(number) {
            revert Violated("play reverts");
        } catch (bytes memory reason) {
            if (bytes4(reason) == Played.selector) {
                assembly ("memory-safe") {
                    // Without the selector.
                    mstore(add(reason, 4), sub(mload(reason), 4))
                    reason := add(reason, 4)
                }
                return abi.decode(reason, (Outcome));
            }
            Plan memory plan = _planOf(number);
            revert CampaignFailed(number, _factOf(reason), Story.tell(vm, plan, _nitro.BORN()));
        }
    }

    function _planOf(uint256 number) private view returns (Plan memory plan) {
        return Plans.make(SEED, number, _accounts.length, _nitro.BORN());
    }

    function _worldOf(Plan memory plan) private view returns (World world) {
        return plan.family == Family.Nitro ? _nitro : _opStack;
    }

    function _outcomeOf(Run memory run) private pure returns (Outcome memory outcome) {
        for (uint256 which = 0; which < 2; ++which) {
            Side memory side = run.sides[which];
            outcome.figures[0][which] = _lossesOf(side) / Book.CENT;
            outcome.figures[2][which] = side.unfair;
            outcome.figures[3][which] = side.severeFirst;
            outcome.figures[4][which] = side.unseen;
            outcome.figures[5][which] = side.liquidated / Book.CENT;
            outcome.figures[6][which] = side.burst / Book.CENT;
        }
        outcome.figures[1][0] = run.solvent.bound / Book.CENT;
        outcome.figures[7][0] = run.withheldBook;
        outcome.figures[8][0] = run.withheld;
    }

    function _factOf(bytes memory reason) private pure returns (string memory fact) {
        if (bytes4(reason) != Violated.selector) return string(reason);
        assembly ("memory-safe") {
            mstore(add(reason, 4), sub(mload(reason), 4))
            reason := add(reason, 4)
        }
        return abi.decode(reason, (string));
    }

    function _isEqual(string memory a, string memory b) private pure returns (bool equal) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }
}
