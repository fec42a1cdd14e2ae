import { network } from "hardhat";

import { shouldBehaveLikeSequencerGuard } from "../behaviors/sequencer-guard.behavior.js";
import { shouldSurviveFeedFaults } from "../behaviors/feed-faults.behavior.js";
import { INHERITED } from "../helpers/guard-flavours.js";

const connection = await network.create();

describe("SequencerGuardBase", () => {
  shouldBehaveLikeSequencerGuard(connection, INHERITED);
  shouldSurviveFeedFaults(connection, INHERITED);
});
