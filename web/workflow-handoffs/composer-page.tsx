import { Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useLocation, useSearchParams } from "wouter";
import type { Block } from "../../shared/workflow-handoffs/block.ts";
import type { Context } from "../../shared/workflow-handoffs/context.ts";
import { useAsk, useReadIfThere } from "../api/hooks.ts";
import { ConfirmButton } from "../shell/confirm-button.tsx";
import { Heading, Section } from "../shell/heading.tsx";
import { Refused } from "../shell/refused.tsx";
import { BlockForm } from "./block-form.tsx";
import { BeginSection } from "./begin-section.tsx";
import { useSubmitHandoff } from "./handoff-changes.ts";
import { checkHandoff, getHandoff } from "./routes.ts";
import { Verdict } from "./verdict.tsx";
import { above } from "./workflow-heading.tsx";

const PAUSE_MS = 300;

/** A new handoff, one that answers another, or one that takes another's place; the address says which. */
export default function ComposerPage() {
  const [search] = useSearchParams();
  const [answers, supersedes] = [search.get("answers") ?? undefined, search.get("supersedes") ?? undefined];
  const [block, setBlock] = useState<Block>({});
  const [context, setContext] = useState<Context>({});
  const [recipient, setRecipient] = useState("");
  useBlockBefore(supersedes, setBlock);
  const fields = written(block);
  const isBegun = Object.keys(fields).length > 0;
  const [asked] = useDebouncedValue({ fields, context }, PAUSE_MS);
  const check = useAsk(checkHandoff, { body: asked }, { enabled: isBegun });
  const findings = isBegun ? (check.data?.findings ?? []) : [];
  return (
    <Stack gap="lg">
      <Heading title={titleOf(answers, supersedes)} above={above} />
      <BeginSection context={context} onContext={setContext} onBlock={setBlock} />
      <Section
        title="Handoff"
        note={<Verdict findings={isBegun ? check.data?.findings : undefined} />}
        actions={
          <Submit
            asked={{ fields, context, recipient: recipient.trim() || undefined, answers, supersedes }}
            isReady={isBegun && check.data?.verdict === "pass" && !check.isPlaceholderData}
          />
        }
      >
        <Stack gap="md">
          {check.error && <Refused problem={check.error} retry={check.refetch} />}
          <TextInput
            label="To"
            description="A role such as qa, human, or the name of a person or agent; role: and sub: say which. Left empty, whoever takes it first."
            value={recipient}
            onChange={({ currentTarget }) => {
              setRecipient(currentTarget.value);
            }}
            maw={480}
          />
          <BlockForm block={block} onChange={setBlock} findings={findings} />
        </Stack>
      </Section>
    </Stack>
  );
}

const titleOf = (answers: string | undefined, supersedes: string | undefined): string => {
  if (supersedes) return "Replace a handoff";
  return answers ? "Hand on" : "New handoff";
};

/** Whoever replaces a block begins with it. */
const useBlockBefore = (supersedes: string | undefined, setBlock: (block: Block) => void): void => {
  const { data: before } = useReadIfThere(
    getHandoff,
    { params: { handoffId: supersedes ?? "" } },
    { enabled: supersedes !== undefined },
  );
  useEffect(() => {
    if (before) setBlock(before.fields);
  }, [before, setBlock]);
};

/** What is written in a block; an empty field is none. */
const written = (block: Block): Block =>
  Object.fromEntries(
    Object.entries(block).flatMap(([field, value]) => (value?.trim() ? [[field, value.normalize("NFC")]] : [])),
  );

type Submission = Parameters<ReturnType<typeof useSubmitHandoff>["mutate"]>[0]["body"];

const Submit = ({ asked, isReady }: { asked: Submission; isReady: boolean }) => {
  const [, go] = useLocation();
  const submit = useSubmitHandoff();
  const id = submit.data?.id;
  useEffect(() => {
    if (id) go(`/workflow/${id}`);
  }, [id, go]);
  return (
    <ConfirmButton
      label="Submit"
      title="Submit this handoff"
      copy="It is sealed as it is, and waits for its receiver. Until somebody accepts it, you can replace it."
      confirm="Submit"
      command={submit}
      asked={{ body: asked }}
      disabled={!isReady}
      data-testid="button-submit-handoff"
    />
  );
};
