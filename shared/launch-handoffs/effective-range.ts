import { Problem } from "../kernel/problem.ts";
import type { BomPeriod } from "./bom.ts";
import { byVersion } from "./numbering.ts";
import { refusal } from "./refusal.ts";

const DAY_MS = 86_400_000;

/** The day so many days after another. Both are calendar dates, such as 2026-03-02. */
export const addDays = (date: string, days: number): string => dayOf(new Date(Date.parse(date) + days * DAY_MS));

/** The calendar date of a moment, in UTC. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** Whether a BOM is what its product is made by on this day. A phased-out one never is. */
export const isEffective = ({ status, effective_from, effective_to }: BomPeriod, date: string): boolean =>
  status !== "phased_out" && effective_from <= date && (effective_to === null || date <= effective_to);

type Days = Pick<BomPeriod, "effective_from" | "effective_to">;

/** Whether a BOM was replaced before it was ever effective: it ends before it begins. */
export const isReplaced = ({ effective_from, effective_to }: Days): boolean =>
  effective_to !== null && effective_to < effective_from;

/**
 * The calendar of a product with one more BOM. Whatever was to go on for ever ends the day before the new one begins; if it was
 * to begin on that very day, it is never effective, and so it is phased out.
 * @returns the new calendar, and what was closed in it
 * @throws Problem EFFECTIVE_RANGE_OVERLAP when that does not keep two BOMs from being effective on one day
 */
export const addPeriod = (
  calendar: readonly BomPeriod[],
  added: BomPeriod,
): { calendar: BomPeriod[]; closed: BomPeriod[] } => {
  const closed: BomPeriod[] = [];
  const others = calendar.map((period) => {
    if (!overlap(period, added)) return period;
    if (!canGiveWay(period, added)) throw overlapping(period, added, calendar);
    const ended = endedBefore(period, added.effective_from);
    closed.push(ended);
    return ended;
  });
  return { calendar: [...others, added].sort(byStart), closed };
};

const canGiveWay = (period: BomPeriod, { effective_from }: BomPeriod): boolean =>
  period.effective_to === null && period.effective_from <= effective_from && effective_from !== FIRST_DAY;

const endedBefore = (period: BomPeriod, day: string): BomPeriod => {
  const ended = { ...period, effective_to: addDays(day, -1) };
  return isReplaced(ended) ? { ...ended, status: "phased_out" } : ended;
};

/** BOMs by the day that they begin on, and those of one day by their version. */
export const byStart = (one: BomPeriod, other: BomPeriod): number =>
  compare(one.effective_from, other.effective_from) || byVersion(one.version, other.version);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Calendar dates have no day before the one and none after the other. */
const FIRST_DAY = "1000-01-01";
const LAST_DAY = "9999-12-31";

/** The first day from `date` on that an open-ended BOM can begin and replaces none; undefined where the calendar leaves none for ever. */
export const firstFreeDay = (calendar: readonly BomPeriod[], date: string): string | undefined => {
  const live = calendar.filter(({ status }) => status !== "phased_out");
  const taken = live.map(({ effective_from, effective_to }) => effective_to ?? effective_from);
  if (taken.includes(LAST_DAY)) return undefined;
  return taken.map((day) => addDays(day, 1)).reduce((latest, day) => (day > latest ? day : latest), date);
};

const overlap = (one: BomPeriod, other: BomPeriod): boolean =>
  one.status !== "phased_out" &&
  (one.effective_to === null || other.effective_from <= one.effective_to) &&
  (other.effective_to === null || one.effective_from <= other.effective_to);

const overlapping = (
  period: BomPeriod,
  { effective_from, effective_to }: BomPeriod,
  calendar: readonly BomPeriod[],
): Problem => {
  const detail = `${period.bom_number} is effective ${rangeText(period)}, which overlaps ${rangeText({ effective_from, effective_to })}`;
  const free = firstFreeDay(calendar, effective_from);
  const advice = free === undefined ? "Choose other dates" : `Choose other dates: the first free day is ${free}`;
  return refusal("EFFECTIVE_RANGE_OVERLAP", `${detail}. ${advice}.`, "create_bom", 3, [
    { pointer: "/bom_data/effective_from", detail },
  ]);
};

export const rangeText = ({ effective_from, effective_to }: Days): string =>
  effective_to === null ? `from ${effective_from} on` : `from ${effective_from} to ${effective_to}`;
