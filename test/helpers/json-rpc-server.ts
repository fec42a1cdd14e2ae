import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { EthereumProvider } from "hardhat/types/providers";

/** A chain served over HTTP on a random loopback port. */
export interface JsonRpcServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a simulated network's provider, so that code under test can reach it by URL. */
export async function serveJsonRpc(provider: EthereumProvider): Promise<JsonRpcServer> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { id, method, params } = JSON.parse(body) as { id: number; method: string; params: unknown[] };
      provider.request({ method, params }).then(
        (result: unknown) => response.end(JSON.stringify({ jsonrpc: "2.0", id, result })),
        (error: unknown) => {
          const { code, message, data } = error as { code: number; message: string; data: unknown };
          response.end(JSON.stringify({ jsonrpc: "2.0", id, error: { code, message, data } }));
        },
      );
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
