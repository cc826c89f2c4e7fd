import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useLocation } from "wouter";
import type { Answer } from "../api/route.ts";
import { Section } from "../shell/heading.tsx";
import { noteIn } from "../shell/note-field.tsx";
import { Refused } from "../shell/refused.tsx";
import { wordsIn } from "../shell/words-in.ts";
import type { usePutWave } from "./builder-changes.ts";
import type { getWave } from "./routes.ts";
import { type MemberRow, memberOf, MembersField, rowsOf } from "./members-field.tsx";

type WaveFormProps = {
  put: ReturnType<typeof usePutWave>;
  before?: Answer<NonNullable<typeof getWave.lambda>>;
  etag?: string | undefined;
};

/** Who builds together. Of a wave that is closed only the integration handoff can still be named. */
export const WaveForm = ({ put, before, etag }: WaveFormProps) => {
  const [, go] = useLocation();
  const [rows, setRows] = useState<readonly MemberRow[]>(rowsOf(before?.members ?? []));
  const [plan, setPlan] = useState({ final: before?.final ?? false, system_change: before?.system_change ?? false });
  const isClosed = before?.state === "closed";
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = wordsIn(event.currentTarget);
    const waveId = before?.wave_id ?? words.wave_id ?? "";
    const members = rows.filter(({ handoff }) => handoff.trim() !== "").map(memberOf);
    // A field that is closed is not said by the form.
    const title = noteIn(words.title ?? before?.title ?? "");
    const body = { title, members, ...plan, integration: noteIn(words.integration ?? "") };
    put.mutate(
      { params: { waveId }, body, ...(etag && { ifMatch: etag }) },
      {
        onSuccess: () => {
          go(`/builders/waves/${waveId}`);
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Section
        title="Plan"
        note={
          isClosed
            ? "The wave is closed: only its integration handoff can still be named."
            : "The wave closes once each of its handoffs is VALIDATED, and whatever they depend on."
        }
      >
        <Stack gap="md" maw={720}>
          {!before && (
            <TextInput name="wave_id" label="Wave" description="Its id, such as wave-3" required withAsterisk={false} />
          )}
          <TextInput name="title" label="Title (optional)" defaultValue={before?.title ?? ""} disabled={isClosed} />
          <MembersField rows={rows} onChange={setRows} isClosed={isClosed} />
          <Checkbox
            label="It is the last wave of its build"
            checked={plan.final}
            disabled={isClosed}
            onChange={({ currentTarget: { checked } }) => {
              setPlan({ ...plan, final: checked });
            }}
          />
          <Checkbox
            label="It changes the system"
            description="Its packages together are a new dispatch loop or a new tier, so an integration handoff has to follow."
            checked={plan.system_change}
            disabled={isClosed}
            onChange={({ currentTarget: { checked } }) => {
              setPlan({ ...plan, system_change: checked });
            }}
          />
          <TextInput
            name="integration"
            label="Integration handoff (optional)"
            description="A handoff of its own that makes the packages a working system"
            defaultValue={before?.integration.handoff_id ?? ""}
          />
          {put.error && <Refused problem={put.error} />}
          <Group>
            <Button type="submit" loading={put.isPending} data-testid="button-plan-wave">
              {before ? "Save the plan" : "Plan the wave"}
            </Button>
          </Group>
        </Stack>
      </Section>
    </form>
  );
};
