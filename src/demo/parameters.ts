import { readFile } from "node:fs/promises";

import type { DeploymentParameters } from "@nomicfoundation/ignition-core";
import JSON5 from "json5";

import { ParametersUnreadableError } from "./errors.js";

/**
 * Ignition's parameters from a JSON5 file, so that more can be added to them.
 * @param path File, relative to the working directory or absolute.
 * @throws ParametersUnreadableError when it cannot be read or is no JSON5 object.
 */
export async function readDeploymentParameters(path: string): Promise<DeploymentParameters> {
  try {
    const parsed: unknown = JSON5.parse(await readFile(path, "utf8"));
    if (typeof parsed === "object" && parsed !== null) return parsed as DeploymentParameters;
  } catch (cause) {
    throw new ParametersUnreadableError(path, String(cause));
  }
  throw new ParametersUnreadableError(path, "not an object");
}
