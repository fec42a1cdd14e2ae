/** The tiny probe as a module that somebody names by its path. */
import { tinyProbe } from "./tiny-probe.js";

export default tinyProbe();
