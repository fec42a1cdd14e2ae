import type { HookContext, NetworkHooks } from "hardhat/types/hooks";
import type { NetworkConnection } from "hardhat/types/network";
import type { JsonRpcRequest, JsonRpcResponse } from "hardhat/types/providers";

import { StillClock } from "./still-clock-chain.js";

const clocks = new WeakMap<object, StillClock>();

/** Loaded by the plugin with the first connection. Hardhat's test tasks set the variable; everything else keeps the wall clock. */
export default async (): Promise<Partial<NetworkHooks>> =>
  await Promise.resolve({
    async onRequest<T extends string>(
      context: HookContext,
      connection: NetworkConnection<T>,
      request: JsonRpcRequest,
      next: (
        context: HookContext,
        connection: NetworkConnection<T>,
        request: JsonRpcRequest,
      ) => Promise<JsonRpcResponse>,
    ) {
      const { networkConfig } = connection;
      const send = async (sent: JsonRpcRequest) => await next(context, connection, sent);
      if (process.env["HH_TEST"] !== "true" || networkConfig.type !== "edr-simulated") return await send(request);
      const { allowBlocksWithSameTimestamp: sameSecondAllowed, mining } = networkConfig;
      const clock = clocks.get(connection) ?? new StillClock({ sameSecondAllowed, automines: mining.auto });
      clocks.set(connection, clock);
      return await clock.around(request, send);
    },
  });
