import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { InvalidRegistryError } from "../../src/chains/errors.js";
import { chainFiles } from "../../src/chains/generate/files.js";
import { validateRegistry } from "../../src/chains/generate/validate.js";
import type { ChainRegistry, UptimeFeed } from "../../src/chains/types.js";
import { staleFiles, writeFiles } from "../../src/house/freshness.js";

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? Mutable<U>[] : T[K] };

const root = join(import.meta.dirname, "..", "..");
const registryText = await readFile(join(root, "src/chains/feeds.json"), "utf8");

function changed(change: (registry: Mutable<ChainRegistry>) => unknown): unknown {
  const registry = JSON.parse(registryText) as Mutable<ChainRegistry>;
  change(registry);
  return registry;
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new RangeError("empty");
  return item;
}

describe("files generated from the chain registry", () => {
  it("given the committed registry, every committed file is fresh", async () => {
    expect(await staleFiles(root, chainFiles(registryText))).to.deep.equal([]);
  });

  it("given a registry with another proxy, the library and the page are stale until they are written", async () => {
    const copy = await mkdtemp(join(tmpdir(), "holdfast-"));
    try {
      for (const { path } of chainFiles(registryText))
        await cp(join(root, path), join(copy, path), { recursive: true });
      const other = chainFiles(
        registryText.replace(/0xFdB631F5EE196F0ed6FAa767959853A9F217697D/, `0x${"1".repeat(40)}`),
      );
      expect(await staleFiles(copy, other)).to.deep.equal(["contracts/libraries/ChainFeeds.sol", "docs/chains.md"]);
      expect(await writeFiles(copy, other)).to.have.lengthOf(2);
      expect(await staleFiles(copy, other)).to.deep.equal([]);
      await writeFile(join(copy, "docs/chains.md"), "edited by hand");
      expect(await staleFiles(copy, other)).to.deep.equal(["docs/chains.md"]);
      await rm(join(copy, "contracts"), { recursive: true });
      expect(await staleFiles(copy, other)).to.include("contracts/libraries/ChainFeeds.sol");
    } finally {
      await rm(copy, { recursive: true });
    }
  });

  it("given the same registry twice, the bytes are the same", () => {
    expect(chainFiles(registryText)).to.deep.equal(chainFiles(registryText));
  });
});

describe("rules of the chain registry", () => {
  const feedOf = (registry: Mutable<ChainRegistry>, chain: string): Mutable<UptimeFeed> =>
    first(registry.uptimeFeeds.filter((feed) => feed.chain === chain));

  it("given the committed registry, it keeps them", () => {
    expect(validateRegistry(JSON.parse(registryText)).chains.length).to.be.greaterThan(0);
  });

  const breaches: [string, RegExp, (registry: Mutable<ChainRegistry>) => unknown][] = [
    [
      "an address without checksum",
      /uptimeFeeds\.0\.proxy: is not a checksummed address/,
      (registry) => (first(registry.uptimeFeeds).proxy = first(registry.uptimeFeeds).proxy.toLowerCase()),
    ],
    [
      "a chain id given twice",
      /uptime feed of chain 10: given twice/,
      (registry) => (feedOf(registry, "Base").chainId = 10),
    ],
    [
      "a feed under the id of another chain",
      /chain 130 is not "Base"/,
      (registry) => (feedOf(registry, "Base").chainId = 130),
    ],
    [
      "a feed of another family than its chain",
      /family scroll differs from that of its chain/,
      (registry) => (feedOf(registry, "Base").family = "scroll"),
    ],
    [
      "an unknown family without a mark",
      /notByDefault is for entries without chain id or family/,
      (registry) => delete feedOf(registry, "X Layer").notByDefault,
    ],
    [
      "a mark on a proven entry",
      /notByDefault is for entries without chain id or family/,
      (registry) => (feedOf(registry, "Base").notByDefault = "whim"),
    ],
    [
      "two chains with one RPC variable",
      /RPC variable BASE_RPC_URL: given twice/,
      (registry) => registry.chains.forEach((chain) => chain.chainId === 10 && (chain.rpcVariable = "BASE_RPC_URL")),
    ],
    [
      "a lag of the unknown family below the longest",
      /families\.unknown\.visibilityLag: 5 is below the longest known, 1200/,
      (registry) =>
        void (registry.families = {
          ...registry.families,
          unknown: { ...registry.families.unknown, visibilityLag: 5 },
        }),
    ],
    [
      "a field nobody knows",
      /uptimeFeeds\.0/,
      (registry) => void Object.assign(first(registry.uptimeFeeds), { color: 1 }),
    ],
  ];
  for (const [what, message, change] of breaches) {
    it(`given ${what}, it is refused with HF_INVALID_REGISTRY and the place`, () => {
      expect(() => validateRegistry(changed(change)))
        .to.throw(InvalidRegistryError, message)
        .that.includes({ code: "HF_INVALID_REGISTRY" });
    });
  }
});
