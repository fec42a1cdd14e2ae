import { expect } from "chai";
import hre, { network } from "hardhat";

import { constructorArguments } from "../../../src/lab/evm.js";
import { plant } from "../../../src/lab/upstream/plant.js";
import { rejection } from "../../helpers/rejection.js";

const PLACE = "0x000000000000000000000000000000000000F00D";
const TYPES = ["uint8", "string", "address"];

describe("lab/upstream/plant", () => {
  it("given a contract with immutables and storage / when planted / it equals the one deployed in the usual way", async () => {
    const { ethers, provider, outage } = await network.create();
    const deployer = await ethers.provider.getSigner(0);
    const values = [8, "ETH / USD", deployer.address] as const;
    const usual = await ethers.deployContract("ScriptedAggregator", [...values]);
    const { bytecode } = await hre.artifacts.readArtifact("ScriptedAggregator");
    const args = constructorArguments(TYPES, values);
    const at = (await outage.clock.now()) + 1_000n;
    await plant(provider, { name: "ScriptedAggregator", bytecode, args }, PLACE, deployer.address, at);
    const planted = await ethers.getContractAt("ScriptedAggregator", PLACE);
    expect(await ethers.provider.getCode(PLACE)).to.equal(await usual.getDeployedCode());
    expect(await planted.description()).to.equal("ETH / USD");
    expect(await planted.TRANSMITTER()).to.equal(deployer.address);
    expect(await outage.clock.now()).to.equal(at);
  });

  it("given a constructor that reverts / when planted / the error names contract and place", async () => {
    const { ethers, provider, outage } = await network.create();
    const deployer = await ethers.provider.getSigner(0);
    const { bytecode } = await hre.artifacts.readArtifact("DataFeedsLegacyAggregatorProxy");
    const seed = { name: "DataFeedsLegacyAggregatorProxy", bytecode, args: "0x" };
    const error = await rejection(plant(provider, seed, PLACE, deployer.address, (await outage.clock.now()) + 1n));
    expect(error.code).to.equal("HF_LAB_PLANT_FAILED");
    expect(error.message).to.include("DataFeedsLegacyAggregatorProxy").and.include(PLACE);
  });
});
