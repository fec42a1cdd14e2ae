import eslint from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

import { zones } from "./eslint.zones.mjs";

const PLAIN_ERROR = {
  selector: "ThrowStatement > NewExpression[callee.name=/^(Type|Range)?Error$/]",
  message: "Throw a class with a `code` (HF_…) that carries the value and the bound.",
};
const CLOCK = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: "Time and chance come from the caller: a run must be reproducible from its seed.",
};
const SKIPPED = {
  selector: "CallExpression[callee.object.type='ThisExpression'][callee.property.name='skip']",
  message: "No test is skipped.",
};
const CHANCE = [
  { object: "Math", property: "random", message: "Chance comes from the seeded generator." },
  { object: "Date", property: "now", message: "Time comes from the caller." },
  { object: "performance", property: "now", message: "Time comes from the caller." },
];
const RUNNERS = ["describe", "context", "suite", "it", "specify", "test"];

export default defineConfig(
  globalIgnores([
    "assembly/",
    "artifacts/",
    "cache/",
    "coverage/",
    "dist/",
    "reports/",
    "typechain-types/",
    "deploy/deployments/",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  eslint.configs.recommended,
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } },
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": ["error", { checkThenables: true }],
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      eqeqeq: "error",
      "no-console": "error",
      "prefer-const": "error",
    },
  },
  ...zones((folder) => (folder === "scripts" ? [] : folder === "src/risk" ? [PLAIN_ERROR, CLOCK] : [PLAIN_ERROR])),
  { files: ["src/risk/**/*.ts"], rules: { "no-restricted-properties": ["error", ...CHANCE] } },
  { files: ["scripts/**/*.ts"], rules: { "no-console": "off" } },
  {
    files: ["test/**/*.ts"],
    rules: {
      // chai's property assertions are expressions; its asynchronous ones are thenables and caught by no-floating-promises
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/no-meaningless-void-operator": "off",
      "@typescript-eslint/explicit-module-boundary-types": "off",
      // assertions about terminal output name its control characters
      "no-control-regex": "off",
      "no-restricted-properties": [
        "error",
        ...RUNNERS.flatMap((object) => ["only", "skip"].map((property) => ({ object, property }))),
      ],
      "no-restricted-globals": ["error", "xdescribe", "xcontext", "xit", "xspecify", "fdescribe", "fit"],
      "no-restricted-syntax": ["error", SKIPPED],
    },
  },
);
