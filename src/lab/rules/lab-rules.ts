import { failsClosed, harmlessChanges, noBrick, noPanic, notForGood, onlyZeroIsUp } from "./broken-feeds.js";
import { auctionsPause, deadlinesMove, deadlinesMoveOnce, neverFalls, settledOnce } from "./gauges.js";
import { beforeShown, openAgain, severityByFreshPrice, usersFirst, whileDown } from "./liquidations.js";
import { borrowFresh, settleFresh } from "./prices.js";
import type { LabRule } from "./rule.js";
import { siblings } from "./siblings.js";
import { exerciseWindow, reduceAlways, staysOpen, tellsUntil, viewsAgree } from "./users.js";

/** Every rule of the lab, in the order of their ids. */
export const labRules: readonly LabRule[] = [
  whileDown,
  beforeShown,
  usersFirst,
  severityByFreshPrice,
  openAgain,
  reduceAlways,
  staysOpen,
  tellsUntil,
  viewsAgree,
  exerciseWindow,
  siblings,
  borrowFresh,
  settleFresh,
  auctionsPause,
  deadlinesMove,
  deadlinesMoveOnce,
  settledOnce,
  neverFalls,
  onlyZeroIsUp,
  failsClosed,
  noBrick,
  noPanic,
  notForGood,
  harmlessChanges,
];
