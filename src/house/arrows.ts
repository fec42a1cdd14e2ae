import { posix } from "node:path";

import { parse } from "@solidity-parser/parser";

import type { Problem, SourceFile } from "./source-file.js";

/**
 * `types ← libraries ← guards ← {adapters, liquidation, options} ← examples`, and `libraries ← testing`; interfaces stand on types
 * alone, and everything but types may use them. Folder → folders it may import from, besides itself.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  types: [],
  interfaces: ["types"],
  libraries: ["types", "interfaces"],
  guards: ["types", "interfaces", "libraries"],
  adapters: ["types", "interfaces", "libraries", "guards"],
  liquidation: ["types", "interfaces", "libraries", "guards"],
  options: ["types", "interfaces", "libraries", "guards"],
  testing: ["types", "interfaces", "libraries"],
  examples: ["types", "interfaces", "libraries", "guards", "adapters", "liquidation", "options"],
};

/** Packages that contracts which ship may use; anything else must stay in the mocks. */
const PACKAGES = /^@openzeppelin\/contracts(-upgradeable)?\//;

/**
 * Checks the imports of every contract that ships. Mocks may import what they like.
 * @param files Solidity files under `contracts/`.
 * @returns One line for each import that goes against the arrows.
 */
export function arrowProblems(files: readonly SourceFile[]): Problem[] {
  return files.flatMap((file) => {
    const folder = folderOf(file.path);
    if (folder === "mocks") return [];
    const allowed = ALLOWED[folder];
    if (allowed === undefined) return [`${file.path}: folder "${folder}" is not part of the architecture`];
    return importsOf(file).flatMap((target) => problemOf(file.path, folder, allowed, target));
  });
}

function problemOf(path: string, folder: string, allowed: readonly string[], target: string): Problem[] {
  if (!target.startsWith(".")) {
    return PACKAGES.test(target) ? [] : [`${path}: imports ${target}, which is no dependency of what ships`];
  }
  const resolved = posix.join(posix.dirname(path), target);
  if (!resolved.startsWith("contracts/")) return [`${path}: imports ${resolved}, outside contracts/`];
  const targetFolder = folderOf(resolved);
  return targetFolder === folder || allowed.includes(targetFolder)
    ? []
    : [`${path}: ${folder} must not import ${targetFolder} (${target})`];
}

function importsOf(file: SourceFile): string[] {
  return parse(file.text).children.flatMap((node) => (node.type === "ImportDirective" ? [node.path] : []));
}

function folderOf(path: string): string {
  return path.split("/")[1] ?? "";
}
