import { network } from "hardhat";

import { shouldBehaveLikeSequencerGuard } from "../behaviors/sequencer-guard.behavior.js";
import { shouldSurviveFeedFaults } from "../behaviors/feed-faults.behavior.js";
import { MIXIN } from "../helpers/guard-flavours.js";

const connection = await network.create();

describe("SequencerGuarded", () => {
  shouldBehaveLikeSequencerGuard(connection, MIXIN);
  shouldSurviveFeedFaults(connection, MIXIN);
});
