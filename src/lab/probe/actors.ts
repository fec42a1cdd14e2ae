import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { toQuantity } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { request } from "../evm.js";
import { madeUpAddress } from "../made-up.js";

/** What each actor begins with: enough for the gas of a thousand replays. */
const FUNDS = 10n ** 21n;

/** The people of one run, made up from their names and made able to send. */
export class Actors {
  readonly #ready = new Map<string, Promise<void>>();

  constructor(private readonly connection: NetworkConnection) {}

  /** An account of that name; the same name under another probe or in another world is another account. */
  async account(probe: string, world: string, name: string): Promise<HardhatEthersSigner> {
    const address = madeUpAddress(`probe.${probe}.${world}.${name}`);
    await this.admit(address);
    return await this.connection.ethers.getSigner(address);
  }

  /** Makes sure that an address can send transactions, with or without a key, code or ether. */
  async admit(address: string): Promise<void> {
    const known = this.#ready.get(address) ?? this.#make(address);
    this.#ready.set(address, known);
    await known;
  }

  async #make(address: string): Promise<void> {
    const { provider } = this.connection;
    await request(provider, "hardhat_impersonateAccount", [address]);
    const balance = BigInt(await request<string>(provider, "eth_getBalance", [address, "latest"]));
    if (balance < FUNDS) await request(provider, "hardhat_setBalance", [address, toQuantity(FUNDS)]);
  }
}
