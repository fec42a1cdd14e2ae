/** Reads the chain registry's entries on every chain whose RPC variable is set (.env.example lists them). */
import { chainRegistry } from "../src/chains/chains.js";
import { checkFeeds } from "../src/chains/check/check-feeds.js";
import { FeedsDifferError } from "../src/chains/check/errors.js";
import { renderFeedsCheck } from "../src/chains/check/report.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const check = await checkFeeds(chainRegistry, process.env);
  console.log(renderFeedsCheck(check));
  if (check.problems.length > 0) throw new FeedsDifferError(check.problems);
});
