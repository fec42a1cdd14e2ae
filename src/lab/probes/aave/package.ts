/** Where Aave's npm package keeps its compiled contracts. Business Source License: so read from there, never shipped. */
export const AAVE_PACKAGE = "@aave/core-v3/artifacts/contracts";

/** ABI and creation code of the pool, without `.json`. */
export const AAVE_POOL = `${AAVE_PACKAGE}/protocol/pool/Pool.sol/Pool`;
