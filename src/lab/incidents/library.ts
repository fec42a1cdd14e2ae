/** The incident files that ship with the lab, unchecked, by id: real ones oldest first, then synthetic ones. */
import arbitrum20210914 from "./arbitrum-2021-09-14.json" with { type: "json" };
import arbitrum20220109 from "./arbitrum-2022-01-09.json" with { type: "json" };
import arbitrum20231215 from "./arbitrum-2023-12-15.json" with { type: "json" };
import base20230905 from "./base-2023-09-05.json" with { type: "json" };
import base20240921 from "./base-2024-09-21.json" with { type: "json" };
import base20250805 from "./base-2025-08-05.json" with { type: "json" };
import base20260625 from "./base-2026-06-25.json" with { type: "json" };
import base20260626 from "./base-2026-06-26.json" with { type: "json" };
import blast20240313 from "./blast-2024-03-13.json" with { type: "json" };
import blast20240322 from "./blast-2024-03-22.json" with { type: "json" };
import degen20240512 from "./degen-2024-05-12.json" with { type: "json" };
import linea20240602 from "./linea-2024-06-02.json" with { type: "json" };
import linea20250910 from "./linea-2025-09-10.json" with { type: "json" };
import optimism20240215 from "./optimism-2024-02-15.json" with { type: "json" };
import polygonZkevm20240323 from "./polygon-zkevm-2024-03-23.json" with { type: "json" };
import proofOfPlayApex20240512 from "./proof-of-play-apex-2024-05-12.json" with { type: "json" };
import scroll20241216 from "./scroll-2024-12-16.json" with { type: "json" };
import starknet20240405 from "./starknet-2024-04-05.json" with { type: "json" };
import starknet20250718 from "./starknet-2025-07-18.json" with { type: "json" };
import starknet20250902 from "./starknet-2025-09-02.json" with { type: "json" };
import starknet20260105 from "./starknet-2026-01-05.json" with { type: "json" };
import syntheticDepositOnlyCatchUp from "./synthetic-deposit-only-catch-up.json" with { type: "json" };
import syntheticFlapStorm from "./synthetic-flap-storm.json" with { type: "json" };
import syntheticLateDown from "./synthetic-late-down.json" with { type: "json" };
import syntheticMempoolCatchUp from "./synthetic-mempool-catch-up.json" with { type: "json" };
import syntheticPhaseChange from "./synthetic-phase-change.json" with { type: "json" };
import syntheticPhaseChangeHidesRecovery from "./synthetic-phase-change-hides-recovery.json" with { type: "json" };
import syntheticSameBlockFlip from "./synthetic-same-block-flip.json" with { type: "json" };
import syntheticStuckDown from "./synthetic-stuck-down.json" with { type: "json" };
import syntheticSubThresholdHalt from "./synthetic-sub-threshold-halt.json" with { type: "json" };
import zksync20230401 from "./zksync-2023-04-01.json" with { type: "json" };
import zksync20231216 from "./zksync-2023-12-16.json" with { type: "json" };
import zksync20231225 from "./zksync-2023-12-25.json" with { type: "json" };

export const incidentFiles: Readonly<Record<string, unknown>> = {
  "arbitrum-2021-09-14": arbitrum20210914,
  "arbitrum-2022-01-09": arbitrum20220109,
  "zksync-2023-04-01": zksync20230401,
  "base-2023-09-05": base20230905,
  "arbitrum-2023-12-15": arbitrum20231215,
  "zksync-2023-12-16": zksync20231216,
  "zksync-2023-12-25": zksync20231225,
  "optimism-2024-02-15": optimism20240215,
  "blast-2024-03-13": blast20240313,
  "blast-2024-03-22": blast20240322,
  "polygon-zkevm-2024-03-23": polygonZkevm20240323,
  "starknet-2024-04-05": starknet20240405,
  "proof-of-play-apex-2024-05-12": proofOfPlayApex20240512,
  "degen-2024-05-12": degen20240512,
  "linea-2024-06-02": linea20240602,
  "base-2024-09-21": base20240921,
  "scroll-2024-12-16": scroll20241216,
  "starknet-2025-07-18": starknet20250718,
  "base-2025-08-05": base20250805,
  "starknet-2025-09-02": starknet20250902,
  "linea-2025-09-10": linea20250910,
  "starknet-2026-01-05": starknet20260105,
  "base-2026-06-25": base20260625,
  "base-2026-06-26": base20260626,
  "synthetic-flap-storm": syntheticFlapStorm,
  "synthetic-same-block-flip": syntheticSameBlockFlip,
  "synthetic-stuck-down": syntheticStuckDown,
  "synthetic-late-down": syntheticLateDown,
  "synthetic-deposit-only-catch-up": syntheticDepositOnlyCatchUp,
  "synthetic-mempool-catch-up": syntheticMempoolCatchUp,
  "synthetic-sub-threshold-halt": syntheticSubThresholdHalt,
  "synthetic-phase-change": syntheticPhaseChange,
  "synthetic-phase-change-hides-recovery": syntheticPhaseChangeHidesRecovery,
};
