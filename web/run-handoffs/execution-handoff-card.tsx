import { Group, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { NOTE_LIMIT } from "../../shared/run-handoffs/note.ts";
import type { Answer } from "../api/route.ts";
import { ConfirmButton } from "../shell/confirm-button.tsx";
import { SealedDigest } from "../shell/digest.tsx";
import { Facts } from "../shell/facts.tsx";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { isWithin, noteIn, NoteField } from "../shell/note-field.tsx";
import { Refused } from "../shell/refused.tsx";
import { State } from "../shell/state.tsx";
import { isCurrent } from "./eligibility-section.tsx";
import { useCreateN3ExecutionHandoff, useN3ExecutionHandoff } from "./execution-handoff.ts";
import type { getExecutionHandoff, monitorRun } from "./routes.ts";
import { Eligibility } from "./run-state.tsx";

type Monitor = Answer<NonNullable<typeof monitorRun.lambda>>;
type Handoff = Answer<NonNullable<typeof getExecutionHandoff.lambda>>;

const CONFIRMATION = `This records the current planning state for execution reference.
No notifications or execution will occur.`;

/** Whether the card offers to record (Prompt 32, D1): readiness is locked, and that lock was evaluated. */
const mayRecord = ({ run, readiness_lock, execution_eligibility }: Monitor): boolean =>
  (run.status === "draft" || run.status === "scheduled") && isCurrent(execution_eligibility, readiness_lock.snapshot);

/**
 * Prompt 32, part D. An error is not an absence: only a 404 says that no handoff was recorded yet. What was refused stays told
 * until there is something to record again.
 */
export const ExecutionHandoffCard = ({ monitor }: { monitor: Monitor }) => {
  const { data: handoff, error, refetch } = useN3ExecutionHandoff(monitor.run.id);
  const create = useCreateN3ExecutionHandoff();
  const [note, setNote] = useState("");
  const { reset } = create;
  const isOffered = mayRecord(monitor);
  useEffect(() => {
    if (isOffered) reset();
  }, [isOffered, reset]);
  const isForm = handoff === null && isOffered;
  if (handoff === null && !isOffered && create.isIdle) return null;
  return (
    <Section
      title="Execution handoff"
      testId="card-execution-handoff"
      isAnswer={handoff !== undefined && !isForm && !create.isIdle}
    >
      <Stack gap="md">
        {!isForm && create.error && <Refused problem={create.error} />}
        {handoff && <Recorded {...handoff} />}
      </Stack>
      {isForm && <Record runId={monitor.run.id} create={create} note={note} onNote={setNote} />}
      {handoff === undefined && (error ? <Refused problem={error} retry={refetch} /> : <Loading lines={3} />)}
    </Section>
  );
};

const Recorded = ({ created_at, created_by, note, digest, payload }: Handoff) => {
  return (
    <Stack gap="md">
      <State tone="good" testId="badge-handoff-recorded">
        Execution handoff recorded
      </State>
      <Facts
        of={[
          ["Recorded", <Moment key="at" at={created_at} data-testid="text-handoff-created-at" />],
          [
            "Recorded by",
            <span key="by" data-testid="text-handoff-created-by">
              {created_by}
            </span>,
          ],
          [
            "Eligibility then",
            <Eligibility
              key="eligibility"
              overall={payload.execution_eligibility.eligibility.overall}
              testId="badge-handoff-eligibility"
            />,
          ],
          note === null
            ? undefined
            : [
                "Note",
                <span key="note" data-testid="text-handoff-note" style={{ whiteSpace: "pre-wrap" }}>
                  {note}
                </span>,
              ],
          ["Digest", <SealedDigest key="digest" value={digest} />],
        ]}
      />
    </Stack>
  );
};

type RecordProps = {
  runId: string;
  create: ReturnType<typeof useCreateN3ExecutionHandoff>;
  note: string;
  onNote: (note: string) => void;
};

const Record = ({ runId, create, note, onNote }: RecordProps) => {
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        The lock and its evaluation are recorded together, once, and are read-only from then on.
      </Text>
      <NoteField value={note} onChange={onNote} limit={NOTE_LIMIT} data-testid="input-handoff-note" />
      <Group>
        <ConfirmButton
          label="Create Execution Handoff"
          title="Create Execution Handoff"
          copy={CONFIRMATION}
          confirm="Record handoff"
          command={create}
          asked={{ params: { runId }, body: { note: noteIn(note) } }}
          disabled={!isWithin(note, NOTE_LIMIT)}
          data-testid="button-create-handoff"
        />
      </Group>
    </Stack>
  );
};
