import type { HookContext, NetworkHooks } from "hardhat/types/hooks";
import type { NetworkConnection } from "hardhat/types/network";
import type { JsonRpcRequest, JsonRpcResponse } from "hardhat/types/providers";

import { StillClock } from "./still-clock-chain.js";

const clocks = new WeakMap<object, StillClock>();

/** Loaded by the plugin with the first connection. Hardhat's test tasks set the variable; everything else keeps the wall clock. */
export default async (): Promise<Partial<NetworkHooks>> =>
  await Promise.resolve({
    async newConnection<T extends string>(
      context: HookContext,
      next: (context: HookContext) => Promise<NetworkConnection<T>>,
    ) {
      const connection = await next(context);
      const { networkConfig, provider } = connection;
      if (process.env["HH_TEST"] !== "true" || networkConfig.type !== "edr-simulated") return connection;
      const { allowBlocksWithSameTimestamp: sameSecondAllowed, mining } = networkConfig;
      const clock = await StillClock.begin(
        { sameSecondAllowed, automines: mining.auto },
        async ({ id, method, params }) => {
          const result: unknown = await provider.request({ method, ...(params === undefined ? {} : { params }) });
          return { jsonrpc: "2.0", id, result };
        },
      );
      clocks.set(connection, clock);
      return connection;
    },

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
      const send = async (sent: JsonRpcRequest) => await next(context, connection, sent);
      return (await clocks.get(connection)?.around(request, send)) ?? (await send(request));
    },
  });
