import type { ArtifactManager } from "hardhat/types/artifacts";

/** Contracts that the lab brings onto a chain. */
export type LabContract =
  | "ArbitrumSequencerUptimeFeed"
  | "OptimismSequencerUptimeFeed"
  | "ScrollSequencerUptimeFeed"
  | "ZKSyncSequencerUptimeFeed"
  | "LineaUptimeFeedMock"
  | "Flags"
  | "SimpleWriteAccessController"
  | "DataFeedsLegacyAggregatorProxy"
  | "ScriptedAggregator"
  | "CrossDomainMessengerMock"
  | "ScrollMessengerMock"
  | "FaultyFeedMock";

/** Gives the creation code of a contract; the one place that knows where compiled contracts come from. */
export type CreationCode = (contract: LabContract) => Promise<string>;

/** Creation code from the project's own build. */
export function creationCodeFrom(artifacts: Pick<ArtifactManager, "readArtifact">): CreationCode {
  return async (contract) => (await artifacts.readArtifact(contract)).bytecode;
}

/** Code of a contract that needs no constructor, as it stands on a chain. */
export type RuntimeCode = (contract: "FaultyFeedMock") => Promise<string>;

/** Deployed code from the project's own build. */
export function runtimeCodeFrom(artifacts: Pick<ArtifactManager, "readArtifact">): RuntimeCode {
  return async (contract) => (await artifacts.readArtifact(contract)).deployedBytecode;
}
