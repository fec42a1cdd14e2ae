/** What is known of the rollup's outages, beside what the model makes of it. */
import { lengthsOf } from "../../risk/calibration/calibrate.js";
import { quantilePlot } from "../../risk/calibration/quantile-plot.js";
import { histories } from "../../risk/outputs/timeline.js";
import { sourcedHalts } from "../../risk/presets/incidents.js";
import exposure from "../../risk/presets/exposure.json" with { type: "json" };
import type { CalibrationPoint, Timeline } from "../../report/risk/model.js";
import type { Run } from "../input.js";

/** Known halts of the rollup, and four made-up histories of the same length. */
export function timelineOf({ preset, calibration, input }: Run): Timeline {
  const halts = sourcedHalts().filter(({ chain }) => chain === preset.chain);
  const from = (exposure.since as Readonly<Record<string, string>>)[preset.chain] ?? "2021-08-31";
  const { until } = exposure;
  const years = (Date.parse(until) - Date.parse(from)) / 31_536_000_000;
  return {
    from,
    until,
    observed: halts.map(({ start, durationMinutes, cause, source }) => ({
      at: start,
      minutes: durationMinutes,
      cause,
      source,
    })),
    simulated: histories(calibration.duration, calibration.rate, years, input.seed),
  };
}

/** Known lengths of all rollups beside what the fitted law expects, in minutes. */
export function calibrationOf({ calibration, input }: Run): CalibrationPoint[] {
  const halts = sourcedHalts();
  const lengths = lengthsOf(halts, [...new Set(halts.map(({ chain }) => chain))]);
  const minutes = (seconds: number) => seconds / 60;
  return quantilePlot(lengths, calibration.duration, input.seed).map(({ observed, expected, low, high }) => ({
    observed: minutes(observed),
    expected: minutes(expected),
    low: minutes(low),
    high: minutes(high),
  }));
}
