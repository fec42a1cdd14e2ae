/** The law of an episode as an input: every part may be given; what is not comes from the preset of the chain. */
import { z } from "zod";

import type { DurationLaw, EpisodeModel, VolatilityLaw } from "../simulate/types.js";
import { finite, nonNegative, positive, seconds, share } from "./numbers.js";

/** Law of a length, in seconds. */
export const durationSchema: z.ZodType<DurationLaw, z.ZodTypeDef, unknown> = z.discriminatedUnion("law", [
  z.object({ law: z.literal("logNormal"), mu: finite, sigma: positive }).strict(),
  z.object({ law: z.literal("weibull"), scale: positive, shape: positive }).strict(),
  z
    .object({
      law: z.literal("splicedPareto"),
      mu: finite,
      sigma: positive,
      level: share.gt(0).lt(1),
      index: finite.gt(1),
    })
    .strict(),
]);

/** Law of the volatility at an outage. */
export const volatilitySchema: z.ZodType<VolatilityLaw, z.ZodTypeDef, unknown> = z.discriminatedUnion("law", [
  z.object({ law: z.literal("constant"), sigma: positive }).strict(),
  z.object({ law: z.literal("logNormal"), median: positive, deviation: positive }).strict(),
  z
    .object({
      law: z.literal("linkedCir"),
      kappa: positive,
      theta: positive,
      xi: positive,
      a: nonNegative,
      b: nonNegative,
    })
    .strict(),
]);

/** Every part of the model. */
export const modelShape = {
  duration: durationSchema,
  falseDuration: durationSchema,
  falseShare: share,
  volatility: volatilitySchema,
  drift: finite,
  jumps: z.object({ rate: nonNegative, mean: finite, deviation: positive }).strict(),
  visibilityLag: seconds,
  detection: seconds,
} satisfies { [Field in keyof EpisodeModel]: z.ZodType<EpisodeModel[Field], z.ZodTypeDef, unknown> };

/** A whole model. */
export const modelSchema = z.object(modelShape).strict();

/** Parts of a model and rates that replace those of a preset. */
export const modelOverrides = z
  .object({ ...modelShape, haltsPerYear: positive, falseAlarmsPerYear: nonNegative })
  .partial()
  .strict();

export type ModelOverrides = Readonly<z.infer<typeof modelOverrides>>;
