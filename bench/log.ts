import { hash } from "node:crypto";
import { canonicalText } from "../shared/kernel/canonical.ts";
import { extend, rootOf } from "../shared/ledger/log/merkle.ts";
import { proveInclusion } from "../shared/ledger/proof/proof-repository.ts";
import { aLeaf, appendRate, appendUnits } from "./append.ts";
import { median } from "./median.ts";
import type { Row } from "./table.ts";

const PROOFS = 41;

/** The time that a proof of an entry takes, in ms: the median over the log. */
const proofTime = async (tenantId: string, size: number): Promise<number> => {
  const times: number[] = [];
  for (let proof = 0; proof < PROOFS; proof += 1) {
    const start = performance.now();
    await proveInclusion(tenantId, Math.floor((proof / PROOFS) * size), size);
    times.push(performance.now() - start);
  }
  return median(times);
};

const MILLION = 1_000_000;
const ROUNDS = 5;

/** The time that as many plain digests take over that of making a log's root from a million entries. */
const verificationRatio = (): number => {
  const some = Array.from({ length: 1_000 }, (_, at) => Buffer.from(canonicalText(aLeaf("a-tenant", at))));
  const entries = Array.from({ length: MILLION }, (_, at) => some[at % some.length] ?? Buffer.alloc(0));
  const ratios = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    for (const entry of entries) hash("sha256", entry, "binary");
    const between = performance.now();
    rootOf(extend([], 0, entries));
    return (between - start) / (performance.now() - between);
  });
  return median(ratios);
};

/** What the audit log costs and how fast it is, as it grows to 100,000 entries. */
export const logRows = async (): Promise<Row[]> => {
  const alone = await appendUnits("alone", 0, 300, 1);
  const inTens = await appendUnits("tens", 0, 3_000, 10);
  const young = await appendUnits("long", 0, 10_000, 100);
  const soon = await proofTime("long", 10_000);
  await appendUnits("long", 10_000, 80_000, 100);
  const old = await appendUnits("long", 90_000, 10_000, 100);
  const late = await proofTime("long", 100_000);
  const [one, ten] = [await appendRate(1), await appendRate(10)];
  const bare = "rate over the same requests sent bare";
  return [
    { what: "append an entry alone", measured: alone, unit: "units", most: 1.1 },
    { what: "append in tens, for each", measured: inTens, unit: "units", most: 0.45 },
    { what: "append in hundreds, for each of the first 10,000", measured: young, unit: "units", most: 0.4 },
    { what: "append in hundreds, for each of the last of 100,000", measured: old, unit: "units", most: young * 1.05 },
    { what: `append alone: ${bare}`, measured: one.overBare, unit: "times", least: 0.7 },
    { what: `append in tens: ${bare}`, measured: ten.overBare, unit: "times", least: 0.5 },
    { what: "append in tens: entries in a second", measured: ten.perSecond, unit: "a second", least: 1_000 },
    { what: "prove an entry of 10,000", measured: soon, unit: "ms", most: 20 },
    { what: "prove an entry of 100,000, over that", measured: late / soon, unit: "times", most: 2 },
    {
      what: "verify a million entries, over plain digests",
      measured: verificationRatio(),
      unit: "times",
      least: 0.5,
    },
  ];
};
