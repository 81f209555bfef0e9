// What a review should not have to look for. Every ban says why.
import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const tests = ["**/*.test.ts", "**/*.test.tsx", "packages/*/test/**/*.ts"];

const onePlace = [
  { object: "Date", property: "now", message: "Time comes from services.now(), so that tests can move it." },
  {
    object: "Math",
    property: "random",
    message: "Random bytes come from services.random; Math.random can be predicted.",
  },
];
const onePlaceGlobals = [
  { name: "fetch", message: "Requests to the outside go through one place with a guard against internal addresses." },
];
const crypto = { name: "node:crypto", message: "Cryptography has one home: crypto/." };

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", "packages/sdk/src/generated/**", "data/**"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({
    ...config,
    files: ["packages/**/*.ts", "packages/**/*.tsx"],
  })),
  {
    files: ["packages/**/*.ts", "packages/**/*.tsx"],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "max-lines": ["error", { max: 200 }],
      "max-lines-per-function": ["error", { max: 40 }],
      "max-params": ["error", { max: 4 }],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true } }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  // Only where hooks are: these rules compile every function they see.
  {
    files: ["packages/web/**/*.ts", "packages/web/**/*.tsx"],
    plugins: { "react-hooks": reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    files: ["packages/server/src/**/*.ts"],
    ignores: tests,
    rules: {
      "no-restricted-properties": ["error", ...onePlace],
      "no-restricted-globals": ["error", ...onePlaceGlobals],
      "no-restricted-imports": ["error", crypto],
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "Time comes from services.now().",
        },
      ],
    },
  },
  { files: ["packages/server/src/crypto/**/*.ts"], rules: { "no-restricted-imports": "off" } },
  // The one place: it asks only what the operator's settings name.
  { files: ["packages/server/src/delivery/post.ts"], rules: { "no-restricted-globals": "off" } },
  { files: ["packages/server/src/open-services.ts"], rules: { "no-restricted-properties": "off" } },
  { files: ["packages/server/src/rules/**/*.ts"], rules: { "max-lines": ["error", { max: 80 }] } },
  { files: ["packages/server/src/routes.ts"], rules: { "max-lines": "off" } },
  {
    files: ["packages/web/src/**/*.{ts,tsx}"],
    // What takes typed addresses, and one page that keeps whatever address was asked for.
    ignores: ["packages/web/src/parts/{link.tsx,navigation.ts}", "packages/web/src/policies/leave-guard.tsx"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          name: "wouter",
          importNames: ["Link", "Redirect", "Route", "Switch", "useLocation"],
          message: "Links, steps and routes take addresses of the table: parts/link.tsx, navigation.ts, at.tsx.",
        },
      ],
    },
  },
  { files: ["packages/*/src/**/*.tsx"], rules: { "max-lines-per-function": ["error", { max: 60 }] } },
  {
    files: tests,
    rules: {
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
  { files: ["**/*.config.ts"], rules: { "no-restricted-exports": "off" } },
  {
    files: ["packages/*/bin/**/*.mjs", "tools/**/*.mjs", "bench/**/*.mjs", "examples/**/*.mjs"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        Buffer: "readonly",
        fetch: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        setInterval: "readonly",
        performance: "readonly",
        Response: "readonly",
        Request: "readonly",
        URLSearchParams: "readonly",
        AbortSignal: "readonly",
      },
    },
    rules: { "no-restricted-exports": "off" },
  },
);
