import type { Run } from "../../shared/run-handoffs/run.ts";
import { Moment } from "../shell/moment.tsx";

/** When a run is planned to take place. */
export const Window = ({ starts_at, ends_at }: Pick<Run, "starts_at" | "ends_at">) => {
  if (!starts_at && !ends_at) return "No window yet";
  return (
    <>
      {starts_at ? <Moment at={starts_at} /> : "Open"} – {ends_at ? <Moment at={ends_at} /> : "open"}
    </>
  );
};
