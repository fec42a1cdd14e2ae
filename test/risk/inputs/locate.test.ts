/** Places of values in JSON5 texts. */
import { expect } from "chai";
import fc from "fast-check";
import JSON5 from "json5";

import { locate, placeOf, type Path } from "../../../src/risk/inputs/locate.js";

/** Every path into a value. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Array.isArray(value)
    ? value.flatMap((entry, index) => pathsOf(entry, [...path, index]))
    : Object.entries(value).flatMap(([key, entry]) => pathsOf(entry, [...path, key]));
  return [path, ...inner];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
}

const TEXT = `// { a: 1 }
{ /* , */ a: "}, b: 2", 'b c': [ 1, { d: -0x1F }, ], // b: 3
  e: .5, f: 'it\\'s // no comment', g: +Infinity, a2: null,
}`;

describe("place of a value", () => {
  it("given comments, quotes, signs and trailing commas / when located / the text there is the value", () => {
    const value: unknown = JSON5.parse(TEXT);
    for (const path of pathsOf(value)) {
      const span = locate(TEXT, path);
      expect(span, path.join(".")).not.to.equal(undefined);
      expect(JSON5.parse(TEXT.slice(span?.start, span?.end)), path.join(".")).to.deep.equal(at(value, path));
    }
    const inner = locate(TEXT, ["b c", 1, "d"]);
    expect(TEXT.slice(inner?.start, inner?.end)).to.equal("-0x1F");
  });

  it("given any value / when written as JSON, indented or not / each of its parts is found", () => {
    const keys = fc.string({ unit: fc.constantFrom("a", "b", "é", " ", "/", "{", "]", ":", ",", "0") });
    const values = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom(null, true, false),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.string(),
        fc.array(tie("value")),
        fc.dictionary(keys, tie("value"), { noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(values, fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        for (const path of pathsOf(JSON.parse(text))) {
          const span = locate(text, path);
          expect(JSON.parse(text.slice(span?.start, span?.end)) as unknown).to.deep.equal(at(JSON.parse(text), path));
        }
      }),
      { seed: 0x484f4c44, numRuns: 150 },
    );
  });

  it("given a path that leads nowhere / when located / there is no place", () => {
    for (const path of [["z"], ["a", 0], ["b c", 2], ["b c", "x"]]) expect(locate(TEXT, path)).to.equal(undefined);
  });

  it("given a key that comes twice / when located / the last one counts, as for the parser", () => {
    const text = "{ a: 1, a: 2 }";
    expect(text.slice(locate(text, ["a"])?.start)).to.equal("2 }");
  });

  it("given an offset / when turned into a place / lines and columns count from 1", () => {
    expect([placeOf("ab\ncd", 0), placeOf("ab\ncd", 2), placeOf("ab\ncd", 3)]).to.deep.equal([
      { line: 1, column: 1 },
      { line: 1, column: 3 },
      { line: 2, column: 1 },
    ]);
  });
});
