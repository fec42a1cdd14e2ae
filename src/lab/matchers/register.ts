/** Import this for its effect: chai gets the matchers `stoppedByOutage` and `allowedInOutage`. */
import { use } from "chai";

import { outageMatchers } from "./outage-matchers.js";
import "./type-extensions.js";

use(outageMatchers);
