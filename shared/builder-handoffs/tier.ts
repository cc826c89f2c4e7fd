import { blocker, type Finding, findingsBy, type Rules, warning } from "./finding.ts";

/** Highest first (Tier Model: HOT > HO2 > HO1). */
export const TIERS = ["HOT", "HO2", "HO1"] as const;
export type Tier = (typeof TIERS)[number];

export const tierRules = {
  "manifest.plane.unknown": blocker(
    "Three tiers: **HOT** (executive/kernel) > **HO2** (session/admin) > **HO1** (stateless/fast).",
  ),
  "manifest.plane.spelling": warning("HOT and HO3 are synonyms — both refer to the same tier."),
  "manifest.plane.future": warning(
    'Currently all packages target `plane_id: "hot"`. Multi-tier deployment is a future capability.',
  ),
} satisfies Rules;
const find = findingsBy(tierRules);

/** The tier that a word names, in any case. HO3 is HOT. */
export const tierOf = (word: string): Tier | undefined => {
  const name = word.toUpperCase();
  return TIERS.find((tier) => tier === (name === "HO3" ? "HOT" : name));
};

/** Judges a manifest's `plane_id`: every package targets `hot` today. */
export const judgePlane = (planeId: string, line: number | undefined): Finding[] => {
  const tier = tierOf(planeId);
  if (planeId === "hot") return [];
  if (!tier)
    return [
      find("manifest.plane.unknown", {
        line,
        found: planeId,
        fix: 'Write "plane_id": "hot"; the tiers are HOT, HO2 and HO1.',
      }),
    ];
  if (tier === "HOT")
    return [
      find("manifest.plane.spelling", {
        line,
        found: planeId,
        fix: 'Write "plane_id": "hot"; that is how this tier is written.',
      }),
    ];
  return [
    find("manifest.plane.future", {
      line,
      found: planeId,
      fix: `Target "hot" until packages can be deployed to ${tier}.`,
    }),
  ];
};
