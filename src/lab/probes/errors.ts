import { LabError } from "../errors.js";

/** No probe of that name ships with the lab. */
export class ProbeUnknownError extends LabError {
  readonly code = "HF_LAB_PROBE_UNKNOWN";

  constructor(
    readonly id: string,
    readonly known: readonly string[],
  ) {
    super(`HF_LAB_PROBE_UNKNOWN: no probe "${id}"; there is ${known.join(", ")}`);
  }
}

/** A probe of somebody else's protocol needs that protocol's npm package, and the project has not installed it. */
export class PackageMissingError extends LabError {
  readonly code = "HF_LAB_PACKAGE_MISSING";

  constructor(
    readonly packageName: string,
    readonly path: string,
    options?: ErrorOptions,
  ) {
    super(
      `HF_LAB_PACKAGE_MISSING: ${path} cannot be read; install it with "npm install --save-dev ${packageName}"`,
      options,
    );
  }
}

/** A probe runs a contract that ships as source only, and the project does not compile it. */
export class PackageNotBuiltError extends LabError {
  readonly code = "HF_LAB_PACKAGE_NOT_BUILT";

  constructor(
    readonly contract: string,
    readonly source: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(
      `HF_LAB_PACKAGE_NOT_BUILT: ${contract} is not compiled; install its package, list "${source}" in solidity.npmFilesToBuild and ${hint}`,
      options,
    );
  }
}

/** A contract from a package needs a library that was not deployed before it. */
export class LibraryMissingError extends LabError {
  readonly code = "HF_LAB_LIBRARY_MISSING";

  constructor(
    readonly contract: string,
    readonly library: string,
  ) {
    super(`HF_LAB_LIBRARY_MISSING: ${contract} needs ${library}; deploy it and pass its address`);
  }
}

/** The network has no account that could deploy. */
export class NoAccountError extends LabError {
  readonly code = "HF_LAB_NO_ACCOUNT";

  constructor(readonly network: string) {
    super(`HF_LAB_NO_ACCOUNT: network "${network}" has no account; the lab deploys from its first one`);
  }
}

/** A probe reads a price feed that the chain does not have. */
export class ProbePairMissingError extends LabError {
  readonly code = "HF_LAB_PROBE_PAIR_MISSING";

  constructor(
    readonly probe: string,
    readonly pair: string,
    readonly known: readonly string[],
  ) {
    super(
      `HF_LAB_PROBE_PAIR_MISSING: probe "${probe}" reads "${pair}", which this chain lacks; there is ${known.join(", ") || "none"}`,
    );
  }
}

/** The outage leaves no time for what the probe is about. */
export class OutageTooShortError extends LabError {
  readonly code = "HF_LAB_OUTAGE_TOO_SHORT";

  constructor(
    readonly probe: string,
    readonly length: bigint,
    readonly shortest: bigint,
  ) {
    super(
      `HF_LAB_OUTAGE_TOO_SHORT: probe "${probe}" needs an outage of ${String(shortest)} s; this one lasts ${String(length)} s`,
    );
  }
}

/** The market that a lending probe was given is not one that it can play with. */
export class MarketNotPlayableError extends LabError {
  readonly code = "HF_LAB_MARKET_NOT_PLAYABLE";

  constructor(
    readonly market: string,
    readonly reason: string,
  ) {
    super(`HF_LAB_MARKET_NOT_PLAYABLE: ${market}: ${reason}; give a LendingMarket, or none and the probe deploys one`);
  }
}
