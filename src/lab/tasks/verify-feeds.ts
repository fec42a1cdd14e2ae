import { chainRegistry } from "../../chains/chains.js";
import { checkFeeds } from "../../chains/check/check-feeds.js";
import { renderFeedsCheck } from "../../chains/check/report.js";
import type { ChainRegistry } from "../../chains/types.js";
import { command, EXIT } from "./command.js";
import { ArgumentInvalidError } from "./errors.js";

/** `outage verify-feeds`: the registry against the chains whose RPC variable is set. */
export default async function verifyFeeds({ chain }: { readonly chain: string | undefined }): Promise<void> {
  await command(async ({ say }) => {
    const check = await checkFeeds(registryOf(chain), process.env);
    say(renderFeedsCheck(check));
    for (const problem of check.problems) say(problem);
    if (check.problems.length > 0) process.exitCode = EXIT.broken;
  });
}

/** The registry with one chain only, by id or by name in any case. */
function registryOf(given: string | undefined): ChainRegistry {
  if (given === undefined) return chainRegistry;
  const wanted = given.toLowerCase();
  const chains = chainRegistry.chains.filter(
    ({ name, chainId }) => String(chainId) === wanted || name.toLowerCase() === wanted,
  );
  if (chains.length === 0)
    throw new ArgumentInvalidError(
      "--chain",
      given,
      `there is ${chainRegistry.chains.map(({ name, chainId }) => `${name} (${String(chainId)})`).join(", ")}`,
    );
  return { ...chainRegistry, chains };
}
