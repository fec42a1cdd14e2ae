/**
 * A probe to start from: copy this file into your project, keep its shape, replace the vault by your protocol.
 *
 * The vault is `contracts/examples/PlainVault.sol`: deposit, borrow, repay, withdraw, liquidate, and no idea of outages. It lives through the
 * outage twice: as it is, and with its price feed swapped for one under a guard. In your project the types come from the package
 * (`holdfast/lab`) instead of from the two relative paths below.
 */
import { Interface, type BaseContract } from "ethers";

import type { ActionKind, Probe, ProbeAction, ProbeCall, ProbeMoment } from "../../probe/probe.js";
import type { ProbeStage } from "../../probe/stage.js";

// ---------------------------------------------------------------------------------------------------------------------------------------
// 1. Your protocol, as far as the probe calls it. With generated types (TypeChain), use those instead.

const vaultAbi = new Interface([
  "function deposit(uint256 amount, address account)",
  "function withdraw(uint256 amount)",
  "function borrow(uint256 amount)",
  "function repay(uint256 amount, address account)",
  "function liquidate(address account, uint256 amount)",
  "event Liquidated(address indexed liquidator, address indexed account, uint256 repaid, uint256 seized)",
  // Errors: the report names what stopped a call if it finds the error in `abis` below.
  "error NoPrice(int256 answer)",
  "error Undercollateralised(address account)",
  "error Healthy(address account)",
]);

interface Vault extends BaseContract {
  collateralOf(account: string): Promise<bigint>;
  debtOf(account: string): Promise<bigint>;
}

// ---------------------------------------------------------------------------------------------------------------------------------------
// 2. What your functions need to find everything again: whatever `setup` returns is handed to each of them. One entry for each world,
//    because each world has contracts and people of its own.

interface Place {
  readonly vault: Vault;
  readonly address: string;
  /** Accounts by first name. */
  readonly people: Readonly<Record<Name, string>>;
}

interface State {
  readonly places: Readonly<Record<string, Place>>;
  /** Price of the collateral at the outage's end, 8 decimals: losses are valued with it. */
  readonly priceAfter: bigint;
  readonly override: ProbeCall;
  /** Block before the first deployment: events are looked for from there. */
  readonly since: number;
}

const NAMES = ["Ben", "Ana", "Liz", "Lena"] as const;
type Name = (typeof NAMES)[number];

const PAIR = "ETH/USD";
const WETH = 10n ** 18n;
const USDC = 10n ** 6n;
const COLLATERAL = 10n * WETH;
const PLENTY = 1_000_000n * USDC;

// ---------------------------------------------------------------------------------------------------------------------------------------
// 3. Setup: runs about an hour before the outage, on a fork with the chain's real feeds. Deploy (or find) your contracts, give people
//    what they need, open their positions. All of it must succeed: whatever fails here ends the run with HF_LAB_PROBE_SETUP.

async function setup(stage: ProbeStage): Promise<State> {
  const { connection, feeds, terms } = stage;
  const since = await connection.ethers.provider.getBlockNumber();
  // Contracts by name: those of your project, and those that the lab ships. For a protocol that stands on the chain already use
  // `stage.contractAt(name, address)`.
  const weth = await stage.deploy("TokenMock", ["Wrapped Ether", "WETH", 18]);
  const usdc = await stage.deploy("TokenMock", ["USD Coin", "USDC", 6]);
  const feed = feeds.prices[PAIR] ?? "";

  // The protection: a guard over the chain's uptime feed with the scenario's terms, and a price feed under it. Leave this out, and the
  // second world below, to look at your protocol alone.
  const ledger = await stage.deploy("OutageLedger", [feeds.uptime, 900n]);
  // A guard that nobody can correct would stay closed for ever if the feed died.
  const gus = await stage.account("Gus", "guarded");
  const guard = await stage.deploy("SequencerGuard", [
    { feed: feeds.uptime, ledger, guardian: gus.address, noSequencer: false, policy: terms },
  ]);
  const guardedFeed = await stage.deploy("GuardedPriceFeed", [guard, feed, ACTION_LIQUIDATE, 10_800n]);

  const places: Record<string, Place> = {};
  for (const [world, priceFeed] of [
    ["guarded", await guardedFeed.getAddress()],
    ["as-it-is", feed],
  ] as const) {
    const vault = await stage.deploy<Vault>("PlainVault", [weth, usdc, priceFeed]);
    const address = await vault.getAddress();
    const people: Partial<Record<Name, string>> = {};
    for (const name of NAMES) {
      // An account with ether, made up from the name. The same name in another world is another account.
      const person = await stage.account(name, world);
      people[name] = person.address;
      for (const [token, amount] of [
        [weth, COLLATERAL],
        [usdc, PLENTY],
      ] as const) {
        await sendFrom(person, token, "mint", [person.address, amount]);
        await sendFrom(person, token, "approve", [address, 2n ** 255n]);
      }
    }
    const place: Place = { vault, address, people: people as Place["people"] };
    places[world] = place;
    await sendFrom(await stage.account("Lena", world), usdc, "transfer", [address, PLENTY]);
    // Ben and Ana owe 83 % of their collateral's value: healthy now, liquidatable after a fall of 12 %.
    const loan = (COLLATERAL * (stage.prices[PAIR] ?? 0n) * 83n) / 10n ** 20n / 100n;
    for (const name of ["Ben", "Ana"] as const) {
      const person = await stage.account(name, world);
      await sendFrom(person, vault, "deposit", [COLLATERAL, person.address]);
      await sendFrom(person, vault, "borrow", [loan]);
    }
  }
  const override: ProbeCall = {
    from: gus.address,
    to: await guard.getAddress(),
    data: guard.interface.encodeFunctionData("overrideStatus", [STATUS_UP, terms.maxOverride, "The chain lives."]),
  };
  return { places, override, priceAfter: stage.pricesAfter[PAIR] ?? 0n, since };
}

/** `Action.Liquidate` of the guard. */
const ACTION_LIQUIDATE = 2;
/** `SequencerStatus.Up` of the guard. */
const STATUS_UP = 4;

async function sendFrom(
  person: Awaited<ReturnType<ProbeStage["account"]>>,
  to: BaseContract,
  name: string,
  args: readonly unknown[],
): Promise<void> {
  const data = to.interface.encodeFunctionData(name, args);
  await (await person.sendTransaction({ to: await to.getAddress(), data })).wait();
}

// ---------------------------------------------------------------------------------------------------------------------------------------
// 4. Actions: who calls what. A `try` is simulated at every moment at which ordinary transactions execute; the report shows who could do
//    what and until when it was stopped. A `do` is sent, so that it has its effects, at the moments that `when` names. With `fromL1` it goes
//    through the L1 inbox, so many seconds after the last block.
//
//    `kind` says what the action is for users, in the words of the guard's `Action`; the lab's rules go by it:
//    - ReduceRisk: repay, add collateral, close. Must never be stopped.
//    - IncreaseRisk: borrow, open, write, withdraw. Must not pass against a price from before the outage.
//    - Liquidate: take a position from somebody. Must not pass before users have had their time.
//    - Exercise, Settle: a holder's right that needs no price; fix a price, pay a writer.
//    - other: nothing that a guard would be asked about.

type Attempt = (place: Place, moment: ProbeMoment) => Promise<ProbeCall | undefined>;

function action(
  id: string,
  [actor, words]: readonly [actor: Name, words: string],
  kind: ActionKind,
  path: string,
  attempt: Attempt,
  more: Partial<ProbeAction<State>> = {},
): ProbeAction<State> {
  return {
    id, // unique in this probe
    actor, // who acts, by first name
    words, // what it is, in the present tense without the actor: "Liz liquidates Ben"
    kind,
    path, // as a reader of your code finds it; findings name it
    mode: "try",
    // The call, made anew for each world and moment. `undefined` where it makes no sense any more.
    call: async ({ places }, world, moment) => {
      const place = places[world];
      return place === undefined ? undefined : await attempt(place, moment);
    },
    ...more,
  };
}

function call({ vault, address, people }: Place, by: Name, name: string, args: readonly unknown[]): ProbeCall {
  return { from: people[by], to: address, data: vault.interface.encodeFunctionData(name, args) };
}

const isOwing = async ({ vault, people }: Place, name: Name) => (await vault.debtOf(people[name])) > 10n * USDC;

const liquidationOf =
  (name: Name): Attempt =>
  async (place) =>
    (await isOwing(place, name)) ? call(place, "Liz", "liquidate", [place.people[name], PLENTY]) : undefined;

const actions: readonly ProbeAction<State>[] = [
  action("repay-a-little", ["Ben", "repays a little"], "ReduceRisk", "PlainVault.repay", async (place) =>
    (await isOwing(place, "Ben")) ? call(place, "Ben", "repay", [USDC, place.people.Ben]) : undefined,
  ),
  action("borrow-a-little", ["Ana", "borrows a little"], "IncreaseRisk", "PlainVault.borrow", async (place) =>
    (await isOwing(place, "Ana")) ? call(place, "Ana", "borrow", [USDC]) : undefined,
  ),
  // Nobody liquidates Ben: the report shows when somebody could have. At the end of a run the lab breaks the uptime feed in many ways and asks
  // every `try` again, so leave something to ask about.
  action("liquidate-ben", ["Liz", "liquidates Ben"], "Liquidate", "PlainVault.liquidate", liquidationOf("Ben")),
  // Things that happen. Ana repays a third at the first moment at which she can see that the chain is back ...
  action(
    "repay",
    ["Ana", "repays a third"],
    "ReduceRisk",
    "PlainVault.repay",
    async (place) => {
      const debt = await place.vault.debtOf(place.people.Ana);
      return debt === 0n ? undefined : call(place, "Ana", "repay", [debt / 3n, place.people.Ana]);
    },
    { mode: "do", when: ({ kind }) => kind === "flip-up" },
  ),
  // ... unless Liz, who liquidates whenever she may, was quicker.
  action("liquidate", ["Liz", "liquidates Ana"], "Liquidate", "PlainVault.liquidate", liquidationOf("Ana"), {
    mode: "do",
    when: () => true,
  }),
  // What shows the protocol that the chain lives although its feed says otherwise; the lab sends it while a fault of the feed lasts.
  {
    id: "override",
    actor: "Gus",
    words: "says as the guardian that the chain lives",
    kind: "other",
    path: "SequencerGuard.overrideStatus",
    mode: "do",
    when: () => false,
    isEvidence: true,
    call: async ({ override }, world) => await Promise.resolve(world === "guarded" ? override : undefined),
  },
];

// ---------------------------------------------------------------------------------------------------------------------------------------
// 5. Measures: numbers by which the worlds are compared at the end. Units: `count`, `cents`, `seconds`.
//    Gauges (none here) are numbers read at every moment, for rules about them: the price of an auction (`pauses`), an expiry (`deadline`),
//    a settlement price (`once`), lenders' shares (`never-falls`). See `ProbeGauge`.

async function liquidationsIn({ places, since }: State, world: string): Promise<number> {
  const place = places[world];
  return place === undefined ? 0 : (await place.vault.queryFilter("Liquidated", since)).length;
}

/** What people owe beyond what they hold, in cents. */
async function badDebtIn({ places, priceAfter }: State, world: string): Promise<number> {
  const place = places[world];
  let cents = 0n;
  if (place === undefined) return 0;
  for (const address of Object.values(place.people)) {
    const [collateral, debt] = [await place.vault.collateralOf(address), await place.vault.debtOf(address)];
    const missing = debt - (collateral * priceAfter) / 10n ** 20n;
    if (missing > 0n) cents += missing / 10n ** 4n;
  }
  return Number(cents);
}

// ---------------------------------------------------------------------------------------------------------------------------------------
// 6. The probe itself: a plain object.

/** The example of `docs/lab.md`: a vault that knows nothing of outages. */
export function templateProbe(): Probe<State> {
  return {
    id: "template",
    title: "A vault that knows nothing of outages",
    description:
      "Ben never looks; Ana repays once the recovery can be seen; Liz liquidates her whenever she may, and could liquidate him.",
    worlds: [
      // `protected: true`: the lab's rules and your invariants must hold here, or the run ends with an error: it serves CI. Set it for your
      // own protocol as soon as you mean it to be safe.
      { id: "guarded", name: "with a guarded price feed", protected: true },
      { id: "as-it-is", name: "as it is", protected: false },
    ],
    pairs: [PAIR], // price feeds that it reads; charts show those that move
    abis: [vaultAbi], // where errors are looked up, beside Holdfast's own
    setup,
    actions,
    measures: [
      { id: "liquidations", label: "Liquidations", unit: "count", value: liquidationsIn },
      { id: "bad-debt", label: "Bad debt", unit: "cents", value: badDebtIn },
    ],
    // Facts of your own that must hold at the end, by default in the protected worlds. Say at which moment one broke if you know it: where
    // nothing on the chain could show the outage then, the report tells it as a limit, as it does for the lab's rules. A sentence alone counts.
    invariants: [
      {
        id: "ana-keeps",
        sentence: "Whoever repays in his time keeps his collateral.",
        async violations({ places }, world, history) {
          const place = places[world];
          if (place === undefined) return [];
          const left = await place.vault.collateralOf(place.people.Ana);
          if (left === COLLATERAL) return [];
          const sentence = `Ana has ${String(left)} of ${String(COLLATERAL)} wei of collateral left`;
          const taken = history
            .passed("liquidate")
            .map(({ moment }) => ({ sentence, moment, where: "PlainVault.liquidate" }));
          return taken.length === 0 ? [sentence] : taken;
        },
      },
    ],
  };
}
