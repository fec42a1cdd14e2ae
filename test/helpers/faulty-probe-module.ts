/** The tiny probe with its worlds confused: the one that lets all pass is said to be protected. */
import { tinyProbe } from "./tiny-probe.js";

export default tinyProbe({
  worlds: [{ id: "open", name: "without guard", protected: true }],
});
