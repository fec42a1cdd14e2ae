/** Who plays with the options, and what the series is. Amounts in whole tokens. */

/** An actor, by first name in lower case. */
export type OptionActorId = "hana" | "will" | "kim";

/** One actor. */
export interface OptionActor {
  readonly id: OptionActorId;
  readonly name: string;
  /** Who this is, for the reader. */
  readonly role: string;
}

/** The cast. */
export const OPTION_CAST: readonly OptionActor[] = [
  { id: "hana", name: "Hana", role: "holder who exercises once the recovery can be seen" },
  { id: "will", name: "Will", role: "writer who asks for his collateral as soon as the chain runs" },
  { id: "kim", name: "Kim", role: "keeper who starts the settlement" },
];

/** An actor's entry in the cast. */
export const optionActorOf: Readonly<Record<OptionActorId, OptionActor>> = Object.fromEntries(
  OPTION_CAST.map((actor) => [actor.id, actor]),
) as Record<OptionActorId, OptionActor>;

/** Puts that Will writes to Hana, each on one whole WETH. */
export const WRITTEN = 100n;
/** Of these, what she keeps for the last second of her time. */
export const KEPT = 40n;
/** What holder and writer start with. */
export const START = { weth: WRITTEN, usdc: 1_000_000n } as const;
