/** Puts a feed that has been "up" for long at an address of choice, on any simulated network that speaks JSON-RPC. */
import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

/** The mock at `address`, with one round: up since `age` seconds ago. */
export async function putFeedAt(connection: NetworkConnection, address: string, age = 30 * 86_400) {
  const { ethers } = connection;
  const { deployedBytecode } = await hre.artifacts.readArtifact("FaultyFeedMock");
  await ethers.provider.send("hardhat_setCode", [address, deployedBytecode]);
  const feed = await ethers.getContractAt("FaultyFeedMock", address);
  const block = await ethers.provider.getBlock("latest");
  await (await feed.pushRound(0, (block?.timestamp ?? 0) - age)).wait();
  return feed;
}
