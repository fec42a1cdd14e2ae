import { network } from "hardhat";

import { shouldBehaveLikeSequencerGuard } from "../behaviors/sequencer-guard.behavior.js";
import { shouldSurviveFeedFaults } from "../behaviors/feed-faults.behavior.js";
import { UPGRADEABLE } from "../helpers/guard-flavours.js";

const connection = await network.create();

describe("SequencerGuardedUpgradeable", () => {
  shouldBehaveLikeSequencerGuard(connection, UPGRADEABLE);
  shouldSurviveFeedFaults(connection, UPGRADEABLE);
});
