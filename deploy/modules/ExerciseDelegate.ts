import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import OutageSafeOptions from "./OutageSafeOptions.js";

/**
 * Lets a keeper exercise options for holders who permit it; one for each deployment of options.
 *
 * Parameters: those of `OutageSafeOptions`.
 */
export default buildModule("ExerciseDelegate", (m) => {
  const { options, descriptor, guard, ledger } = m.useModule(OutageSafeOptions);
  const delegate = m.contract("ExerciseDelegate", [options]);
  return { delegate, options, descriptor, guard, ledger };
});
