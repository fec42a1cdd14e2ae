import { getAddress, id } from "ethers";

/**
 * An address for something whose real one is not known to this project and does not matter, because everything on the
 * chain is found through public functions. The same name gives the same address.
 */
export function madeUpAddress(name: string): string {
  return getAddress(`0x${id(`holdfast.lab.${name}`).slice(-40)}`);
}
