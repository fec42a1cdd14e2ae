import { expect } from "chai";
import hre from "hardhat";

/** EIP-170 and EIP-3860, in bytes. */
const MAX_CODE = 24_576;
const MAX_INITCODE = 49_152;

const bytes = (hex: string): number => (hex.length - 2) / 2;

/**
 * Demands that a contract fits on a chain, code and initcode. Under `--coverage` it only demands that there is one: instrumented
 * code is another one than ships.
 * @param name Name of the contract.
 */
export async function expectFitsOnChain(name: string): Promise<void> {
  const { bytecode, deployedBytecode } = await hre.artifacts.readArtifact(name);
  if (hre.globalOptions.coverage) return;
  expect(bytes(deployedBytecode), `${name}, code`).to.be.at.most(MAX_CODE);
  expect(bytes(bytecode), `${name}, initcode`).to.be.at.most(MAX_INITCODE);
}
