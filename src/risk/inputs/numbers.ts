/** Numbers of inputs. NaN and the infinities, which JSON5 can write, are refused by each of them. */
import { z } from "zod";

export const finite = z.number().finite();
export const positive = finite.positive();
export const nonNegative = finite.nonnegative();
/** Zero to one. */
export const share = finite.min(0).max(1);
/** Seconds, up to a year. */
export const seconds = finite.min(0).max(31_536_000);
export const name = z.string().min(1).max(200);
