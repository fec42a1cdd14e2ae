/**
 * The arrows of the TypeScript tree, once: which of our folders each folder may import from.
 * `chains ← lab ← scripts`; risk imports nothing of ours but types; report is used by lab, demo and scripts; deploy → chains.
 * Contracts are known through `typechain-types` only, never through artifacts or the build's cache.
 */
const FOLDERS = ["chains", "risk", "report", "lab", "demo", "house", "deploy", "scripts", "test"];

/** Folder → folders it may import from, besides itself. */
const ALLOWED = {
  "src/chains": [],
  "src/risk": [],
  "src/report": [],
  "src/lab": ["chains", "report"],
  "src/demo": ["chains", "report", "lab", "risk", "deploy"],
  "src/house": ["chains"],
  deploy: ["chains"],
  scripts: ["chains", "risk", "report", "lab", "demo", "house", "deploy"],
};

const BUILD_OUTPUT = "^(\\.{1,2}/)+(artifacts|cache)/";

/** Restrictions of one folder, for imports, re-exports and `import()` alike. */
function restrictionsOf(folder) {
  const own = folder.split("/").at(-1);
  const forbidden = FOLDERS.filter((name) => name !== own && !ALLOWED[folder].includes(name));
  const arrows = {
    regex: `^(\\.\\./)+(src/)?(${forbidden.join("|")})/`,
    message: `${folder} may import only from itself${ALLOWED[folder].map((name) => `, ${name}`).join("")} (arrows: docs/architecture.md).`,
    ...(folder === "src/risk" ? { allowTypeImports: true } : {}),
  };
  const output = { regex: BUILD_OUTPUT, message: "Contracts are known through typechain-types only." };
  return [arrows, output];
}

/** One flat-config entry per folder; `syntax` are the `no-restricted-syntax` entries that hold there anyway. */
export function zones(syntax) {
  return Object.keys(ALLOWED).map((folder) => ({
    files: [`${folder}/**/*.ts`],
    rules: {
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: restrictionsOf(folder) }],
      "no-restricted-syntax": [
        "error",
        ...syntax(folder),
        ...restrictionsOf(folder).map(({ regex, message }) => ({
          selector: `ImportExpression[source.value=/${regex.replaceAll("/", "\\/")}/]`,
          message,
        })),
      ],
    },
  }));
}
