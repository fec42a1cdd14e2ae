import type { Problem, SourceFile } from "./source-file.js";

/** Past this many lines a hand-written file says why in its header. */
export const MAX_LINES = 350;
/** Half of the hand-written files under `contracts/` and `src/` are at most so long. */
export const MAX_MEDIAN_LINES = 90;

const HEADER_LINES = 30;
const CODE = /\.(sol|ts|mjs)$/;
const GENERATED =
  /^(typechain-types\/|contracts\/libraries\/ChainFeeds\.sol$|contracts\/testing\/FeedCodes\.sol$|src\/risk\/kernels\/module\.ts$|package-lock\.json$)/;
// Assembled, so that this file does not break its own rule.
const UNFINISHED = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "X".repeat(3)].join("|")})\\b`);

/** What no tracked file may contain, and why. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.:/$}~-])\/(home|Users|root|tmp|work|mnt|opt|srv|private)\/\w/, "a path of one machine"],
  [/\bregistry\.[a-z0-9-]+\.(org|com|net|io|dev|cn|local|internal)\b/, "the host of a package registry"],
  [/\bshared\/(design|facts|data|hooks)\b/, "a document that is not in this repository"],
  [UNFINISHED, "a mark of unfinished work"],
  [/^(<{7}|>{7}) /m, "a merge conflict"],
  [/\bvm\.skip\b/, "a skipped test"],
  [/^\s*assembly\s*\{/m, "assembly that does not say it is memory-safe"],
];

/** Checks every file by itself. @param files The tracked text files. */
export function hygieneProblems(files: readonly SourceFile[]): Problem[] {
  return files.filter((file) => !GENERATED.test(file.path)).flatMap((file) => [...forbiddenIn(file), ...tooLong(file)]);
}

/** Checks that half of the hand-written files are short. */
export function medianProblems(files: readonly SourceFile[]): Problem[] {
  const lengths = files
    .filter(({ path }) => CODE.test(path) && /^(contracts|src)\//.test(path) && !GENERATED.test(path))
    .map(({ text }) => lineCount(text))
    .sort((a, b) => a - b);
  const median = lengths[Math.floor((lengths.length - 1) / 2)] ?? 0;
  return median > MAX_MEDIAN_LINES ? [`median file length: ${median} lines, at most ${MAX_MEDIAN_LINES}`] : [];
}

/** Checks that the lock file names no place to download from: whoever installs uses their own registry. */
export function lockFileProblems(lockFile: string): Problem[] {
  const { packages } = JSON.parse(lockFile) as { packages: Readonly<Record<string, { resolved?: string }>> };
  return Object.entries(packages)
    .filter(([, { resolved }]) => resolved !== undefined && /^\w+(\+\w+)?:/.test(resolved))
    .map(([name, { resolved }]) => `package-lock.json: ${name} is downloaded from ${String(resolved)}`);
}

function forbiddenIn({ path, text }: SourceFile): Problem[] {
  return FORBIDDEN.flatMap(([pattern, what]) => {
    const match = pattern.exec(text);
    return match === null
      ? []
      : [`${path}:${text.slice(0, match.index).split("\n").length}: ${what}: ${match[0].trim()}`];
  });
}

function tooLong({ path, text }: SourceFile): Problem[] {
  const lines = lineCount(text);
  if (!CODE.test(path) || lines <= MAX_LINES) return [];
  const header = text.split("\n").slice(0, HEADER_LINES).join("\n");
  return /^\W*Length: .{15,}/m.test(header)
    ? []
    : [`${path}: ${lines} lines; past ${MAX_LINES} the header says why, in a line that begins with "Length:"`];
}

function lineCount(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
