import { grouped } from "./format.js";
import type { Choice } from "./model.js";

/** How the figures of a choice are to be read. */
export function choiceNote({ episodes }: Choice): string {
  return `Over ${grouped(episodes)} simulated episodes; money in US dollars, times in seconds.`;
}

/** What was chosen beside what the deployed guard answers. */
export function choiceTable({ terms }: Choice): { readonly head: readonly string[]; readonly rows: string[][] } {
  return {
    head: ["parameter", "chosen", "deployed"],
    rows: terms.map(({ name, chosen, deployed }) => [name, grouped(chosen), grouped(deployed)]),
  };
}
