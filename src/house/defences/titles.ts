import ts from "typescript";

/** Stands for each hole of a template in a title. */
export const HOLE = "…";

/**
 * The titles of a test file's tests, without those of their suites.
 * @param path Decides the language.
 * @param text Its source.
 * @returns Titles of `it` with {@link HOLE} for what is put in when it runs, or names of Solidity test functions.
 */
export function titlesIn(path: string, text: string): string[] {
  return path.endsWith(".sol") ? solidityTitles(text) : mochaTitles(path, text);
}

/** Whether a title names a pitfall: `[C4]` in words, `_C4_` in the name of a function. */
export function namesPitfall(title: string, id: string): boolean {
  return title.includes(`[${id}]`) || `${title}_`.includes(`_${id}_`);
}

/** What finds the tests of a title when they run; a hole stands for anything. */
export function patternOf(title: string): string {
  return title
    .split(HOLE)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .join(".*");
}

function solidityTitles(text: string): string[] {
  return [...text.matchAll(/\bfunction ((?:test|invariant)\w*)/g)].map((match) => match[1] ?? "");
}

function mochaTitles(path: string, text: string): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "it") {
      const title = node.arguments[0] === undefined ? undefined : titleOf(node.arguments[0]);
      if (title !== undefined) titles.push(title);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return titles;
}

function titleOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(HOLE);
}
