/** A count as the API answers it: digits as text once a number cannot hold it. */
type Whole = number | string;

const counts = new Intl.NumberFormat("en");
const money = new Intl.NumberFormat("en", {
  style: "currency",
  currency: "USD",
  minimumFractionDigits: 2,
  maximumFractionDigits: 6,
});

export const counted = (amount: Whole): string => counts.format(String(amount) as Intl.StringNumericLiteral);

/** US dollars to the last of their six decimals: nothing is rounded away. */
export const dollars = (amount: Whole): string => money.format(String(amount) as Intl.StringNumericLiteral);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds in the two units that say most: `1 h 10 min`. */
export const duration = (ms: Whole): string => {
  const time = Number(ms);
  if (time < SECOND) return `${time} ms`;
  const steps = [
    [DAY, "d", HOUR, "h"],
    [HOUR, "h", MINUTE, "min"],
    [MINUTE, "min", SECOND, "s"],
  ] as const;
  const [unit, name, part, partName] = steps.find(([each]) => time >= each) ?? [SECOND, "s", SECOND, ""];
  const rest = Math.floor((time % unit) / part);
  return `${counts.format(Math.floor(time / unit))} ${name}${rest > 0 ? ` ${rest} ${partName}` : ""}`;
};

export const several = (count: number, one: string): string =>
  `${counts.format(count)} ${one}${count === 1 ? "" : "s"}`;
