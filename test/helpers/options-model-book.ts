/** Who owns how much of what, for the options' reference model: ERC-20 and ERC-1155 balances in one plain table. */
export class ModelBook {
  readonly #entries = new Map<string, bigint>();

  /** Balance of `owner`; 0 when nothing was ever moved there. */
  of(asset: string, owner: string): bigint {
    return this.#entries.get(`${asset}/${owner}`) ?? 0n;
  }

  mint(asset: string, owner: string, amount: bigint): void {
    this.#entries.set(`${asset}/${owner}`, this.of(asset, owner) + amount);
  }

  burn(asset: string, owner: string, amount: bigint): void {
    this.mint(asset, owner, -amount);
  }

  move(asset: string, from: string, to: string, amount: bigint): void {
    this.burn(asset, from, amount);
    this.mint(asset, to, amount);
  }
}

/** The key of a long or short token in a {@link ModelBook}. */
export const tokenKey = (tokenId: bigint): string => `token ${tokenId}`;
