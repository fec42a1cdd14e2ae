import { html, trusted, type Html } from "./escape.js";

/** One self-contained page: no script, nothing loaded from elsewhere. @param style The style sheet. @param main What the page shows. */
export function pageFrame(title: string, style: string, main: Html): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}</title>
        <style>
          ${trusted(style)}
        </style>
      </head>
      <body>
        <main>${main}</main>
      </body>
    </html> `;
  return page.markup;
}
