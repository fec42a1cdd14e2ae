/** The registry does not know the chain. */
export class UnknownChainError extends Error {
  readonly code = "HF_UNKNOWN_CHAIN";

  constructor(
    readonly chainId: bigint,
    readonly knownChainIds: readonly number[],
  ) {
    super(`HF_UNKNOWN_CHAIN: no chain ${chainId} in the registry; it knows ${knownChainIds.join(", ")}`);
    this.name = "UnknownChainError";
  }
}

/** The chain is known, an uptime feed on it is not. */
export class NoUptimeFeedError extends Error {
  readonly code = "HF_NO_UPTIME_FEED";

  constructor(
    readonly chainId: bigint,
    readonly chain: string,
  ) {
    super(`HF_NO_UPTIME_FEED: no sequencer uptime feed is known on ${chain} (chain ${chainId})`);
    this.name = "NoUptimeFeedError";
  }
}

/** An entry exists but is not handed out unless asked for explicitly. */
export class UptimeFeedNotByDefaultError extends Error {
  readonly code = "HF_FEED_NOT_BY_DEFAULT";

  constructor(
    readonly chainId: bigint,
    readonly chain: string,
    readonly reason: string,
  ) {
    super(`HF_FEED_NOT_BY_DEFAULT: the entry of ${chain} (chain ${chainId}) is a record only: ${reason}`);
    this.name = "UptimeFeedNotByDefaultError";
  }
}

/** The registry file breaks one of its own rules. */
export class InvalidRegistryError extends Error {
  readonly code = "HF_INVALID_REGISTRY";

  constructor(readonly problems: readonly string[]) {
    super(
      `HF_INVALID_REGISTRY: ${problems.length} problem(s)\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
    this.name = "InvalidRegistryError";
  }
}
