import { html, trusted, escapeHtml, type Html } from "./escape.js";

/**
 * A table whose first columns hold words and the others numbers.
 * @param isLabelled Whether each cell says of which column it is, for a stylesheet that stacks the cells of a row on a narrow screen.
 */
export function dataTable(
  kind: string,
  words: number,
  { head, rows }: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] },
  isLabelled = false,
): Html {
  const cell = (column: number) => (column < words ? "" : "number");
  const label = (column: number) =>
    isLabelled && column > 0 ? trusted(`data-label="${escapeHtml(head[column] ?? "")}"`) : undefined;
  return html`<div class="scroll">
    <table class="${kind}">
      <thead>
        <tr>
          ${head.map((text, column) => html`<th class="${cell(column)}">${text}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((text, column) => html`<td class="${cell(column)}" ${label(column)}>${text}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
