import type { ArtifactManager } from "hardhat/types/artifacts";

import { packagedContracts } from "../packaged.js";

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

/** Gives the creation code of a contract; the one place that knows where the lab's own contracts come from. */
export type CreationCode = (contract: LabContract) => Promise<string>;

/**
 * Creation code from the package, or in its repository from the build. The package comes first: a contract of the user's that
 * happens to be called `Flags` is not the lab's.
 */
export function creationCodeFrom(artifacts: Pick<ArtifactManager, "readArtifact">): CreationCode {
  return async (contract) => (await find(artifacts, contract)).bytecode;
}

/** Code of a contract that needs no constructor, as it stands on a chain. */
export type RuntimeCode = (contract: "FaultyFeedMock") => Promise<string>;

/** Deployed code from the package, or in its repository from the build. */
export function runtimeCodeFrom(artifacts: Pick<ArtifactManager, "readArtifact">): RuntimeCode {
  return async (contract) => (await find(artifacts, contract)).deployedBytecode;
}

async function find(artifacts: Pick<ArtifactManager, "readArtifact">, contract: LabContract) {
  return (await packagedContracts().contract(contract)) ?? (await artifacts.readArtifact(contract));
}
