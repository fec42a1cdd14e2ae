import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { request, type JsonRpc } from "../evm.js";

interface RpcRequest {
  readonly id: unknown;
  readonly method: string;
  readonly params?: unknown[];
}

/** A chain that other processes and connections can reach. */
export interface RpcServer {
  readonly url: string;
  /** Ends at once, also with clients that keep their connections. May be called twice. */
  close(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";

/**
 * Serves a provider as JSON-RPC on a free loopback port. Hardhat's own server is not used because it waits for every client
 * to hang up, and the client of a fork keeps a connection for a minute and a half.
 */
export async function serve(rpc: JsonRpc): Promise<RpcServer> {
  const server = createServer((incoming, response) => {
    void answer(rpc, incoming, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    url: `http://${LOOPBACK}:${port}`,
    close: async () => {
      closing ??= new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
      await closing;
    },
  };
}

async function answer(rpc: JsonRpc, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  let body: unknown;
  try {
    const asked = JSON.parse(await text(incoming)) as RpcRequest | RpcRequest[];
    body = Array.isArray(asked)
      ? await Promise.all(asked.map(async (single) => await answerOne(rpc, single)))
      : await answerOne(rpc, asked);
  } catch (error) {
    body = failure(null, error);
  }
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
}

async function answerOne(rpc: JsonRpc, { id, method, params }: RpcRequest): Promise<unknown> {
  try {
    return { jsonrpc: "2.0", id, result: await request(rpc, method, params ?? []) };
  } catch (error) {
    return failure(id, error);
  }
}

function failure(id: unknown, error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  return { jsonrpc: "2.0", id, error: { code: -32_000, message } };
}
