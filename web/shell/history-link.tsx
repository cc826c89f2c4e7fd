import { Anchor } from "@mantine/core";
import { Link } from "wouter";
import { useMay } from "./who.ts";

type HistoryLinkProps = { subject: `${string}:${string}`; of: string };

/** Leads whoever may read the log to all that happened to a subject. */
export const HistoryLink = ({ subject, of }: HistoryLinkProps) => {
  const { may } = useMay();
  if (!may("GET /api/audit")) return null;
  return (
    <Anchor component={Link} href={`/audit?${new URLSearchParams({ subject }).toString()}`} size="sm">
      History of this {of}
    </Anchor>
  );
};
