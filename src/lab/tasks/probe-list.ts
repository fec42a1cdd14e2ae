import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { checkProbes } from "../probe/options.js";
import type { AnyProbe } from "../probe/probe.js";
import { probeById } from "../probes/probes.js";
import { ProbeModuleError } from "./errors.js";
import { listOf } from "./parse.js";

/**
 * The probes that an argument names: the lab's own by id, anybody's by the path of a module.
 * @param folder What relative paths begin at.
 * @throws ProbeUnknownError for an unknown name, PackageMissingError, ProbeModuleError for a module that exports no probe.
 */
export async function probesNamed(argument: string, given: string, folder: string): Promise<readonly AnyProbe[]> {
  const probes: AnyProbe[] = [];
  for (const name of listOf(argument, given))
    probes.push(isPath(name) ? await probeOfModule(resolve(folder, name)) : probeById(name));
  checkProbes(probes);
  return probes;
}

function isPath(name: string): boolean {
  return name.includes("/") || name.includes("\\") || /\.[cm]?[jt]s$/.test(name);
}

/** The probe that a module exports as its default, or that its default function returns. */
async function probeOfModule(path: string): Promise<AnyProbe> {
  let found: unknown;
  try {
    ({ default: found } = (await import(pathToFileURL(path).href)) as { default?: unknown });
    if (typeof found === "function") found = await (found as () => unknown)();
  } catch (cause) {
    throw new ProbeModuleError(path, cause instanceof Error ? cause.message : String(cause), { cause });
  }
  const missing = missingFields(found);
  if (missing.length > 0) throw new ProbeModuleError(path, `the default export is no probe: ${missing.join(", ")}`);
  return found as AnyProbe;
}

/** What an object lacks to be a probe, for people; the run checks what the parts say. */
function missingFields(found: unknown): readonly string[] {
  if (typeof found !== "object" || found === null) return ["there is none, or it is no object"];
  const probe = found as Readonly<Record<string, unknown>>;
  const texts = ["id", "title", "description"].filter((field) => typeof probe[field] !== "string");
  const lists = ["worlds", "pairs", "abis", "actions"].filter((field) => !Array.isArray(probe[field]));
  const functions = ["setup"].filter((field) => typeof probe[field] !== "function");
  return [
    ...texts.map((field) => `"${field}" must be a text`),
    ...lists.map((field) => `"${field}" must be a list`),
    ...functions.map((field) => `"${field}" must be a function`),
  ];
}
