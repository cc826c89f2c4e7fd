import { Stack } from "@mantine/core";
import { useState } from "react";
import { parseCheckpoint } from "../../shared/ledger/proof/checkpoint.ts";
import { useRead } from "../api/hooks.ts";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";
import { Checks } from "./checks.tsx";
import { growthOf } from "./log-proof.ts";
import { FileDrop } from "./file-drop.tsx";
import { proveConsistency } from "./routes.ts";

type GrowthSectionProps = { checkpoint: string; verifierKey: string };

/** A checkpoint that somebody kept, held against the log as it is now. */
export const GrowthSection = ({ checkpoint, verifierKey }: GrowthSectionProps) => {
  const [kept, setKept] = useState<string>();
  const from = kept === undefined ? undefined : sizeOf(kept);
  const now = parseCheckpoint(checkpoint).size;
  const isOlder = from !== undefined && from <= now;
  const proof = useRead(proveConsistency, { query: { from: String(from), to: String(now) } }, { enabled: isOlder });
  return (
    <Section title="A checkpoint that you kept" note="The log may only have grown since. Verified in this browser.">
      <Stack gap="md">
        <FileDrop
          what="a checkpoint"
          hint="as it was saved here, or answered by GET /api/audit/checkpoint"
          accept=".txt,text/plain"
          onFile={(_, text) => {
            setKept(text);
          }}
          testId="input-checkpoint"
        />
        {proof.error && <Refused problem={proof.error} retry={proof.refetch} />}
        {isOlder && !proof.data && !proof.error && <Loading lines={3} />}
        {kept !== undefined && (!isOlder || proof.data) && (
          <div role="status">
            <Checks
              of={
                proof.data && isOlder
                  ? growthOf(proof.data, kept, checkpoint, verifierKey)
                  : [{ check: "it is an earlier checkpoint of this log", fault: faultOf(from) }]
              }
            />
          </div>
        )}
      </Stack>
    </Section>
  );
};

const faultOf = (from: number | undefined): string =>
  from === undefined
    ? "This is no checkpoint. Choose the file as it was saved."
    : `It speaks of ${from} entries, which the log does not have. Keep it: it shows that the log was shortened.`;

const sizeOf = (note: string): number | undefined => {
  try {
    return parseCheckpoint(note).size;
  } catch {
    return undefined;
  }
};
