import { useUtc } from "./utc.ts";

const formatsOf = (zone: { timeZone?: string }) => ({
  inWords: new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short", ...zone }),
  toTheSecond: new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium", ...zone }),
});
const own = formatsOf({});
const utc = formatsOf({ timeZone: "UTC" });

type MomentProps = { at: string; seconds?: boolean; "data-testid"?: string };

/** A moment by the clock that the reader chose; resting on it shows it in UTC to the millisecond. */
export const Moment = ({ at, seconds = false, ...rest }: MomentProps) => {
  const { inUtc } = useUtc();
  const { inWords, toTheSecond } = inUtc ? utc : own;
  return (
    <time dateTime={at} title={exactly(at)} style={{ whiteSpace: "nowrap" }} {...rest}>
      {(seconds ? toTheSecond : inWords).format(new Date(at))}
      {inUtc && " UTC"}
    </time>
  );
};

/** `2026-12-01 07:00:00.000 UTC` */
const exactly = (at: string): string => new Date(at).toISOString().replace("T", " ").replace("Z", " UTC");
