import { parse, visit } from "@solidity-parser/parser";

/**
 * The function, constructor or contract around a place in a Solidity file, by name.
 * @param text The file.
 * @param offset The place, in characters.
 * @returns Undefined when the place lies outside of every contract.
 */
export function placeIn(text: string, offset: number): string | undefined {
  let place: string | undefined;
  const enter = (name: string, range: [number, number] | undefined): void => {
    if (range !== undefined && range[0] <= offset && offset <= range[1]) place = name;
  };
  visit(parse(text, { range: true }), {
    ContractDefinition: ({ name, range }) => {
      enter(name, range);
    },
    FunctionDefinition: ({ name, isConstructor, range }) => {
      enter(isConstructor ? "constructor" : (name ?? "fallback"), range);
    },
    ModifierDefinition: ({ name, range }) => {
      enter(name, range);
    },
  });
  return place;
}
