/** The product code that a project suggests: PROD-NPD-001 (AC-3). */
export const productCodeFor = (projectNumber: string): string => `PROD-${projectNumber}`;

/** BOM-PROD-NPD-001-v1.0 (AC-4). */
export const bomNumberFor = (productCode: string, version: string): string => `BOM-${productCode}-v${version}`;

/** WO-PILOT-NPD-001 (AC-5). */
export const workOrderNumberFor = (projectNumber: string): string => `WO-PILOT-${projectNumber}`;

const MOST_CANDIDATES = 20;

/** A number that the platform gives, and those that it gives in its stead where it is taken: NPD-001, NPD-001-2 and on. */
export const candidatesFor = (number: string): string[] =>
  Array.from({ length: MOST_CANDIDATES }, (_, at) => (at === 0 ? number : `${number}-${at + 1}`));

/** The first of the candidates that is free; the number itself if none is. */
export const firstFree = (number: string, isTaken: (candidate: string) => boolean): string =>
  candidatesFor(number).find((candidate) => !isTaken(candidate)) ?? number;

const FIRST_VERSION = "1.0";
const MOST_MINOR = 999_999;

/** The version after the highest of these: 1.10 after 1.9, 2.0 after 1.999999, and 1.0 after none. */
export const nextVersion = (versions: readonly string[]): string => {
  const highest = versions.toSorted(byVersion).at(-1);
  if (highest === undefined) return FIRST_VERSION;
  const [major, minor] = pairOf(highest);
  return minor === MOST_MINOR ? `${major + 1}.0` : `${major}.${minor + 1}`;
};

/** The one with the highest version. */
export const newestPeriod = <T extends { version: string }>(periods: readonly T[]): T | undefined =>
  periods.toSorted((a, b) => byVersion(a.version, b.version)).at(-1);

/** Orders versions as the pairs of whole numbers that they are. `v2.0` is 2.0. */
export const byVersion = (one: string, other: string): number => {
  const [[major, minor], [otherMajor, otherMinor]] = [pairOf(one), pairOf(other)];
  return major - otherMajor || minor - otherMinor;
};

/** What is no version is before every version. */
const pairOf = (version: string): readonly [major: number, minor: number] => {
  const [, major, minor = "0"] = /^[vV]?(\d{1,6})(?:\.(\d{1,6}))?$/.exec(version) ?? [];
  return major === undefined ? [-1, -1] : [Number(major), Number(minor)];
};
