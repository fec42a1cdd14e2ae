import { BaseContract, ContractFactory, Interface, type Signer } from "ethers";

import type { CompiledContract, ContractSource } from "../contracts.js";
import { LabContractUnknownError } from "./errors.js";

/** Deploys contracts by name, with the libraries that they need. */
export class Deployer {
  /** ABIs of everything deployed or asked for, by name. */
  readonly abis = new Map<string, Interface>();
  readonly #libraries = new Map<string, string>();

  constructor(
    private readonly contracts: ContractSource,
    private readonly signer: Signer,
  ) {}

  /** @throws LabContractUnknownError */
  async deploy(name: string, args: readonly unknown[] = []): Promise<BaseContract> {
    const compiled = await this.#find(name);
    const factory = new ContractFactory(compiled.abi, await this.#linked(compiled), this.signer);
    const contract = await factory.deploy(...args);
    await contract.waitForDeployment();
    return contract;
  }

  /** @throws LabContractUnknownError */
  async at(name: string, address: string): Promise<BaseContract> {
    const { abi } = await this.#find(name);
    return BaseContract.from(address, abi, this.signer);
  }

  async #find(name: string): Promise<CompiledContract> {
    const found = await this.contracts.contract(name);
    if (found === undefined) throw new LabContractUnknownError(name);
    if (!this.abis.has(name)) this.abis.set(name, Interface.from(found.abi));
    return found;
  }

  async #linked({ bytecode, linkReferences = {} }: CompiledContract): Promise<string> {
    let code = bytecode;
    for (const [file, libraries] of Object.entries(linkReferences)) {
      for (const [library, places] of Object.entries(libraries)) {
        const address = await this.#library(`${file}:${library}`);
        for (const { start } of places) {
          const from = 2 + start * 2;
          code = code.slice(0, from) + address.slice(2).toLowerCase() + code.slice(from + 40);
        }
      }
    }
    return code;
  }

  /** Each library once. */
  async #library(name: string): Promise<string> {
    const known = this.#libraries.get(name) ?? (await (await this.deploy(name)).getAddress());
    this.#libraries.set(name, known);
    return known;
  }
}
