import type { ChainDescriptorsUserConfig, EdrNetworkUserConfig, HardhatUserConfig } from "hardhat/types/config";
import type { ConfigHooks } from "hardhat/types/hooks";

import { labChainList, type LabChain } from "../chains.js";
import { UPSTREAM_NETWORK } from "../upstream/embedded.js";

/** Hardforks under which calls at or before the forked block run; an EVM without them would refuse such calls. */
const hardforkHistory = {
  generic: { prague: { blockNumber: 0 } },
  op: { isthmus: { blockNumber: 0 } },
} as const;

/** Adds the lab's networks and chain descriptors; what the user configured under the same names wins. */
export function withLab(config: HardhatUserConfig): HardhatUserConfig {
  return {
    ...config,
    networks: { ...labNetworks(), ...config.networks },
    chainDescriptors: { ...labDescriptors(), ...config.chainDescriptors },
  };
}

function labNetworks(): Record<string, EdrNetworkUserConfig> {
  const simulated = { type: "edr-simulated", allowBlocksWithSameTimestamp: true } as const;
  const forks = labChainList.map((chain) => [
    chain.networkName,
    { ...simulated, chainId: chain.chainId, chainType: chain.chainType },
  ]);
  return {
    ...(Object.fromEntries(forks) as Record<string, EdrNetworkUserConfig>),
    [UPSTREAM_NETWORK]: { ...simulated, initialBaseFeePerGas: 0 },
  };
}

function labDescriptors(): ChainDescriptorsUserConfig {
  const descriptor = ({ name, chainType }: LabChain) => ({
    name,
    chainType,
    hardforkHistory: hardforkHistory[chainType],
  });
  return Object.fromEntries(labChainList.map((chain) => [chain.chainId, descriptor(chain)]));
}

export default async (): Promise<Partial<ConfigHooks>> =>
  Promise.resolve({ extendUserConfig: async (config, next) => await next(withLab(config)) });
