import type { FeedsCheck } from "./check-feeds.js";

/** The check as text: what was read, and which chains were not and why. */
export function renderFeedsCheck({ checked, notChecked }: FeedsCheck): string {
  return [
    ...checked.flatMap(({ chain, lines }) => [
      `${chain.name} (chain ${chain.chainId}): ${lines.length} feed(s) read`,
      ...lines.map((line) => `  ${line}`),
    ]),
    ...(notChecked.length === 0 ? [] : ["Not checked, because no RPC was given:"]),
    ...notChecked.map(({ name, chainId, rpcVariable }) => `  ${name} (chain ${chainId}): set ${rpcVariable}`),
  ].join("\n");
}
