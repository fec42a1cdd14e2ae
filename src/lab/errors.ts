/** What every error of the lab carries: a stable `code` for programs, a sentence with value and bound for people. */
export abstract class LabError extends Error {
  abstract readonly code: `HF_LAB_${string}`;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The lab has no chain of that name or id. */
export class LabChainUnknownError extends LabError {
  readonly code = "HF_LAB_CHAIN_UNKNOWN";

  constructor(
    readonly given: string,
    readonly known: readonly string[],
  ) {
    super(`HF_LAB_CHAIN_UNKNOWN: the lab cannot fork "${given}"; it knows ${known.join(", ")}`);
  }
}

/** `connection.outage` was used on a chain for which neither the registry nor {@link Outage.attach} names a feed. */
export class NotAttachedError extends LabError {
  readonly code = "HF_LAB_NOT_ATTACHED";

  constructor(readonly network: string) {
    super(
      `HF_LAB_NOT_ATTACHED: no uptime feed is known on network "${network}"; call outage.attach({ uptimeFeed, clock }) first`,
    );
  }
}

/** `connection.outage` was used on a connection to a chain that is not simulated here: its clock and senders are not ours. */
export class NotSimulatedError extends LabError {
  readonly code = "HF_LAB_NOT_SIMULATED";

  constructor(readonly network: string) {
    super(
      `HF_LAB_NOT_SIMULATED: network "${network}" is no simulated one; the lab works on "edr-simulated" networks only`,
    );
  }
}

/** A network that forks by its name alone was given overrides, which a hook cannot pass on. */
export class OverrideRefusedError extends LabError {
  readonly code = "HF_LAB_OVERRIDE_REFUSED";

  constructor(readonly network: string) {
    super(`HF_LAB_OVERRIDE_REFUSED: "${network}" forks with its defaults only; use openFork, or override forking too`);
  }
}

/** An address that should hold a feed or a messenger answers nothing. */
export class NoAnswerError extends LabError {
  readonly code = "HF_LAB_NO_ANSWER";

  constructor(
    readonly address: string,
    readonly called: string,
    readonly empty: boolean,
  ) {
    super(
      empty
        ? `HF_LAB_NO_ANSWER: ${address} has no code on this chain, so "${called}" has no answer; name the feed's proxy on this very chain`
        : `HF_LAB_NO_ANSWER: ${address} answers nothing to "${called}"; name the proxy of a Chainlink feed, not another contract`,
    );
  }
}

/** A real endpoint was named for a chain that the lab cannot fork from one. */
export class RealForkRefusedError extends LabError {
  readonly code = "HF_LAB_REAL_FORK_REFUSED";

  constructor(
    readonly chain: string,
    readonly variable: string,
    readonly reason: string,
  ) {
    super(
      `HF_LAB_REAL_FORK_REFUSED: ${chain} cannot be forked from a real endpoint: ${reason}; unset ${variable}, or ask for the embedded upstream`,
    );
  }
}

/** The aggregator behind the proxy is of a type that the lab has no authorised path for. */
export class FeedNotDrivableError extends LabError {
  readonly code = "HF_LAB_FEED_NOT_DRIVABLE";

  constructor(
    readonly aggregator: string,
    readonly typeAndVersion: string,
    readonly drivable: readonly string[],
  ) {
    super(
      `HF_LAB_FEED_NOT_DRIVABLE: ${aggregator} is "${typeAndVersion}"; the lab drives ${drivable.join(", ")}: name the proxy of one of these, or deploy one`,
    );
  }
}

/** The status message was sent on its authorised path, yet the feed did not take it. */
export class StatusNotDeliveredError extends LabError {
  readonly code = "HF_LAB_STATUS_NOT_DELIVERED";

  constructor(
    readonly aggregator: string,
    readonly transactionHash: string,
  ) {
    super(`HF_LAB_STATUS_NOT_DELIVERED: transaction ${transactionHash} left no event of ${aggregator}`);
  }
}

/** No price feed for that pair on this chain. */
export class PairUnknownError extends LabError {
  readonly code = "HF_LAB_PAIR_UNKNOWN";

  constructor(
    readonly pair: string,
    readonly known: readonly string[],
  ) {
    super(`HF_LAB_PAIR_UNKNOWN: no price feed for "${pair}" here; there is ${known.join(", ") || "none"}`);
  }
}

/** A chain's clock cannot be set back. */
export class TimeGoesBackError extends LabError {
  readonly code = "HF_LAB_TIME_GOES_BACK";

  constructor(
    readonly requested: bigint,
    readonly latest: bigint,
  ) {
    super(`HF_LAB_TIME_GOES_BACK: asked for ${requested}, the latest block is already at ${latest}`);
  }
}

/** A transaction of the lab was not mined at once: automining is off. */
export class NotMinedError extends LabError {
  readonly code = "HF_LAB_NOT_MINED";

  constructor(readonly transactionHash: string) {
    super(`HF_LAB_NOT_MINED: ${transactionHash} has no receipt; the lab needs a network that mines each transaction`);
  }
}

/** Init code planted at an address returned nothing. */
export class PlantFailedError extends LabError {
  readonly code = "HF_LAB_PLANT_FAILED";

  constructor(
    readonly contract: string,
    readonly address: string,
    options?: ErrorOptions,
  ) {
    super(`HF_LAB_PLANT_FAILED: the constructor of ${contract} left no code for ${address}`, options);
  }
}

/** The endpoint of an upstream refused a request or cannot be reached. */
export class RpcFailedError extends LabError {
  readonly code = "HF_LAB_RPC_FAILED";

  constructor(
    readonly method: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`HF_LAB_RPC_FAILED: ${method}: ${reason}`, options);
  }
}

/** The upstream that a connection forks stopped answering after the fork was opened. */
export class UpstreamLostError extends LabError {
  readonly code = "HF_LAB_UPSTREAM_LOST";

  constructor(
    readonly chainId: number,
    readonly kind: "embedded" | "rpc",
    readonly method: string,
    options?: ErrorOptions,
  ) {
    super(
      kind === "rpc"
        ? `HF_LAB_UPSTREAM_LOST: the endpoint of chain ${chainId} stopped answering at ${method}; check it and open the fork again, or ask for the embedded upstream`
        : `HF_LAB_UPSTREAM_LOST: the embedded upstream of chain ${chainId} is closed, at ${method}; use the fork before closing it`,
      options,
    );
  }
}

/** The endpoint named by an RPC variable serves another chain. */
export class WrongChainError extends LabError {
  readonly code = "HF_LAB_WRONG_CHAIN";

  constructor(
    readonly variable: string,
    readonly expected: bigint,
    readonly actual: bigint,
  ) {
    super(`HF_LAB_WRONG_CHAIN: ${variable} serves chain ${actual}, expected ${expected}`);
  }
}

/** The upstream has no block so early. */
export class NoBlockBeforeError extends LabError {
  readonly code = "HF_LAB_NO_BLOCK_BEFORE";

  constructor(
    readonly requested: bigint,
    readonly earliest: bigint,
  ) {
    super(`HF_LAB_NO_BLOCK_BEFORE: no block at or before ${requested}; the first one is at ${earliest}`);
  }
}

/** A scenario contradicts itself. */
export class ScenarioInvalidError extends LabError {
  readonly code = "HF_LAB_SCENARIO_INVALID";

  constructor(
    readonly field: string,
    readonly given: string,
    readonly rule: string,
  ) {
    super(`HF_LAB_SCENARIO_INVALID: ${field} is ${given}; ${rule}`);
  }
}

/** No incident of that name ships with the lab. */
export class IncidentUnknownError extends LabError {
  readonly code = "HF_LAB_INCIDENT_UNKNOWN";

  constructor(
    readonly id: string,
    readonly known: readonly string[],
    /** The ids that are written most like it, nearest first. */
    readonly nearest: readonly string[],
  ) {
    super(`HF_LAB_INCIDENT_UNKNOWN: no incident "${id}"; nearest: ${nearest.join(", ")}; there is ${known.join(", ")}`);
  }
}

/** An incident file does not have the shape of one. */
export class IncidentInvalidError extends LabError {
  readonly code = "HF_LAB_INCIDENT_INVALID";

  constructor(
    readonly id: string,
    readonly problems: readonly string[],
  ) {
    super(`HF_LAB_INCIDENT_INVALID: ${id}: ${problems.join("; ")}`);
  }
}

/** No fault of that name in the vocabulary. */
export class FaultUnknownError extends LabError {
  readonly code = "HF_LAB_FAULT_UNKNOWN";

  constructor(
    readonly fault: string,
    readonly known: readonly string[],
  ) {
    super(`HF_LAB_FAULT_UNKNOWN: no fault "${fault}"; there is ${known.join(", ")}`);
  }
}

/** The feed is broken by the lab at the moment; the real one cannot be driven through its proxy. */
export class FeedBrokenError extends LabError {
  readonly code = "HF_LAB_FEED_BROKEN";

  constructor(readonly fault: string) {
    super(`HF_LAB_FEED_BROKEN: the feed is broken ("${fault}"); call outage.mendFeed() first`);
  }
}
