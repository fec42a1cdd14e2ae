import { dateTime, duration } from "../../report/format.js";
import type { Fact } from "../../report/model.js";
import { usdcText } from "../../lab/probes/amounts.js";
import { KEPT, OPTION_CAST, WRITTEN } from "./cast.js";
import type { OptionStage } from "./worlds.js";

/** How the two books were set up, for people. */
export async function optionSetup({ options, expiry, strike }: OptionStage): Promise<readonly Fact[]> {
  const clock = await options.expiryPolicy();
  const time = (name: string, seconds: bigint): Fact => ({ name, value: duration(Number(seconds)) });
  return [
    {
      name: "contracts",
      value: "OutageSafeOptions, and PlainOptions, its twin, in which a right ends in the second of the expiry",
    },
    {
      name: "series",
      value: `${String(WRITTEN)} American puts on WETH, physical, strike ${usdcText(strike)}, expiry ${dateTime(Number(expiry))}`,
    },
    { name: "premium", value: "paid before, alike in both worlds, not counted" },
    {
      name: "exercise",
      value: `${String(WRITTEN - KEPT)} once the recovery can be seen, ${String(KEPT)} in the last second`,
    },
    time("outages count that took time from so long before the expiry", clock.window),
    time("shortest extension", clock.minExtension),
    time("longest extension", clock.maxExtension),
    time("from the start of the settlement until writers are paid", clock.settlementDelay),
    time("longest wait of a writer for an outage without end", clock.longStop),
    ...OPTION_CAST.map(({ name, role }) => ({ name, value: role })),
  ];
}
