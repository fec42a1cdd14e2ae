import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/**
 * An uptime feed made of up to eight others.
 *
 * Parameters: `sources` (a list of `QuorumSource`: `feed`, `family` 0 without and 1 with a heartbeat, `maxSilence` in seconds,
 * 0 for never silent), `quorum` (how many have to agree on "down", and to be left for any answer).
 */
export default buildModule("QuorumUptimeFeed", (m) => {
  const feed = m.contract("QuorumUptimeFeed", [m.getParameter("sources"), m.getParameter("quorum")]);
  return { feed };
});
