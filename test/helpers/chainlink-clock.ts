/** A clock that stands still unless a test moves it: the simulated network otherwise adds the wall clock's seconds. */
import type { ContractTransactionReceipt, ContractTransactionResponse } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

/** Stamps the next block `at`, or the newest block's time when that is later or none is given. */
export async function stampNextBlock(connection: NetworkConnection, at = 0): Promise<void> {
  const { time } = connection.networkHelpers;
  await time.setNextBlockTimestamp(Math.max(at, await time.latest()));
}

/** Sends a transaction in a block stamped as {@link stampNextBlock} says and waits for it. */
export async function sendAt(
  connection: NetworkConnection,
  at: number | undefined,
  send: () => Promise<ContractTransactionResponse>,
): Promise<ContractTransactionReceipt> {
  await stampNextBlock(connection, at);
  const receipt = await (await send()).wait();
  if (receipt === null) throw new TransactionNotMined();
  return receipt;
}

/** Mines an empty block stamped exactly `at`, so that calls that follow see this time. */
export async function moveTo(connection: NetworkConnection, at: number): Promise<void> {
  await connection.networkHelpers.time.setNextBlockTimestamp(at);
  await connection.networkHelpers.mine();
}

/** A transaction was dropped although the network mines each at once. */
export class TransactionNotMined extends Error {
  readonly code = "HF_TEST_TRANSACTION_NOT_MINED";
  constructor() {
    super("HF_TEST_TRANSACTION_NOT_MINED: no receipt although every transaction is mined at once");
  }
}
