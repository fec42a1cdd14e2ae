import { network } from "hardhat";

import { shouldBehaveLikeSequencerGuard } from "../behaviors/sequencer-guard.behavior.js";
import { shouldSurviveFeedFaults } from "../behaviors/feed-faults.behavior.js";
import { DEPLOYED } from "../helpers/guard-flavours.js";

const connection = await network.create();

describe("SequencerGuard", () => {
  shouldBehaveLikeSequencerGuard(connection, DEPLOYED);
  shouldSurviveFeedFaults(connection, DEPLOYED);
});
