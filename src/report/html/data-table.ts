import { html, type Html } from "./escape.js";

/** A table whose first columns hold words and the others numbers. */
export function dataTable(
  kind: string,
  words: number,
  { head, rows }: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] },
): Html {
  const cell = (column: number) => (column < words ? "" : "number");
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
              ${row.map((text, column) => html`<td class="${cell(column)}">${text}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
