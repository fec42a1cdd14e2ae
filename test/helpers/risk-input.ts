/** An input of the risk engine with every kind of position, small enough that a run takes a second or two. */
export const SMALL_INPUT = `{
  chain: "arbitrum",
  book: {
    name: "all kinds",
    assets: [{ name: "ETH", price: 2000, depth: 5000 }],
    repair: { perHour: 1 },
    lending: [
      { id: "a", collateral: 10, debt: 16200, liquidationThreshold: 0.83, bonus: 0.05 },
      { id: "b", collateral: 10, debt: 14000, liquidationThreshold: 0.83, bonus: 0.05 },
    ],
    options: [
      { id: "calls", side: "call", size: 100, strike: 2100, expiry: 604800, style: "american", window: 3600 },
      { id: "cash", side: "put", size: 100, strike: 2100, expiry: 604800, style: "cash", window: 3600 },
    ],
    perpetuals: [{ id: "long", size: 50, margin: 8000, maintenance: 0.03 }],
    pools: [{ id: "<ETH | USD>", value: 4000000 }],
  },
  policies: { minGrace: [900, 3600], maxGrace: 7200 },
  episodes: 5120,
}`;
