import { duration, percent } from "../../report/format.js";
import type { Fact } from "../../report/model.js";
import { AAVE_CAST } from "./cast.js";
import { AAVE_RISK } from "../../lab/probes/aave/core.js";
import { AAVE_GRACE } from "../../lab/probes/aave/sentinels.js";

/** How the three Aave markets were set up, for people. */
export function aaveSetup(): readonly Fact[] {
  return [
    { name: "contracts", value: "Aave v3 core as its npm package holds it, byte for byte; only the sentinel differs" },
    { name: "Holdfast", value: "AaveSentinelAdapter over the same guard as above" },
    {
      name: "Aave's own",
      value: `Aave's PriceOracleSentinel, grace ${duration(AAVE_GRACE)}, over the same uptime feed`,
    },
    { name: "greatest loan-to-value", value: percent(AAVE_RISK.ltv) },
    { name: "liquidation threshold", value: percent(AAVE_RISK.threshold) },
    { name: "liquidation bonus", value: percent(AAVE_RISK.bonus - 10_000) },
    {
      name: "health factor",
      value:
        "collateral × liquidation threshold / debt. Below 1 a position may be liquidated; below 0.95 Aave asks no sentinel.",
    },
    ...AAVE_CAST.map(({ name, role }) => ({ name, value: role })),
  ];
}
