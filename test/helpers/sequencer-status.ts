/** Values of the Solidity enum `SequencerStatus`, as ethers returns them. */
export const SequencerStatus = { Unknown: 0n, Down: 1n, Recovering: 2n, Ramping: 3n, Up: 4n } as const;
export type SequencerStatus = (typeof SequencerStatus)[keyof typeof SequencerStatus];
