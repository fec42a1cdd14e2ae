/** Where a fork's state comes from. */
export interface UpstreamInfo {
  /** `embedded`: built by the lab itself. `rpc`: a real chain. */
  readonly kind: "embedded" | "rpc";
  readonly chainId: number;
  /** The block that is forked. */
  readonly blockNumber: bigint;
  /** Its time, in seconds. */
  readonly blockTime: bigint;
}

/** An upstream that can be forked. */
export interface Upstream extends UpstreamInfo {
  readonly url: string;
  /** Stops what was started for it; an endpoint that was given is left alone. May be called twice. */
  close(): Promise<void>;
}
