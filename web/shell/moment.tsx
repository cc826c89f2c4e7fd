const inWords = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const toTheSecond = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

type MomentProps = { at: string; seconds?: boolean; "data-testid"?: string };

/** A moment in the reader's own zone; resting on it shows it in UTC. */
export const Moment = ({ at, seconds = false, ...rest }: MomentProps) => (
  <time dateTime={at} title={inUtc(at)} style={{ whiteSpace: "nowrap" }} {...rest}>
    {(seconds ? toTheSecond : inWords).format(new Date(at))}
  </time>
);

/** `2026-12-01 07:00:00.000 UTC` */
export const inUtc = (at: string): string => new Date(at).toISOString().replace("T", " ").replace("Z", " UTC");
