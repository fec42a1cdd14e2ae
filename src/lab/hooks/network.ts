import type { HookContext, NetworkHooks } from "hardhat/types/hooks";
import type { NetworkConnection } from "hardhat/types/network";

import { labChainById, labChainList, labFeedsOf } from "../chains.js";
import { LabClock } from "../clock/lab-clock.js";
import { projectContracts } from "../contracts.js";
import { NotSimulatedError, OverrideRefusedError } from "../errors.js";
import { forkByItself, upstreamOf } from "../fork/fork.js";
import { explained } from "../fork/lost-upstream.js";
import { Outage } from "../outage.js";
import { creationCodeFrom, runtimeCodeFrom } from "../upstream/artifacts.js";

const clocks = new WeakMap<object, LabClock>();

function attach(context: HookContext, connection: NetworkConnection<string>): void {
  const { networkConfig, networkName, provider } = connection;
  if (networkConfig.type !== "edr-simulated") {
    Object.defineProperty(connection, "outage", {
      get: () => {
        throw new NotSimulatedError(networkName);
      },
    });
    return;
  }
  const clock = new LabClock(provider, networkConfig.allowBlocksWithSameTimestamp);
  clocks.set(connection, clock);
  const chain = labChainById(networkConfig.chainId);
  const outage = new Outage({
    networkName,
    connection: connection as NetworkConnection,
    rpc: provider,
    clock,
    chain: chain && { feeds: labFeedsOf(chain), clockId: chain.clock },
    creationCode: creationCodeFrom(context.artifacts),
    runtimeCode: runtimeCodeFrom(context.artifacts),
    contracts: projectContracts(context.artifacts),
  });
  Object.assign(connection, { outage });
}

export default async (): Promise<Partial<NetworkHooks>> =>
  Promise.resolve({
    async newConnection(context, next) {
      const connection = await next(context);
      const { networkConfig, networkName } = connection;
      const chain = labChainList.find((candidate) => candidate.networkName === networkName);
      const forksAlready = networkConfig.type !== "edr-simulated" || networkConfig.forking?.enabled === true;
      if (chain === undefined || forksAlready) {
        attach(context, connection);
        return connection;
      }
      // The network's name alone asks for a fork: the plain chain made for it is given up for one with an upstream.
      await connection.close();
      if (networkConfig !== context.config.networks[networkName]) throw new OverrideRefusedError(networkName);
      return (await forkByItself(context, chain)) as typeof connection;
    },

    async closeConnection(context, connection, next) {
      try {
        await next(context, connection);
      } finally {
        await upstreamOf(connection)?.close();
      }
    },

    async onRequest(context, connection, request, next) {
      const send = async () => {
        try {
          return await next(context, connection, request);
        } catch (error) {
          throw explained(error, request.method, upstreamOf(connection));
        }
      };
      return (await clocks.get(connection)?.around(request.method, send)) ?? (await send());
    },
  });
