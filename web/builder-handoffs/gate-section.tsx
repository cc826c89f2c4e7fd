import { Accordion, Group, Stack, Text } from "@mantine/core";
import { useRead } from "../api/hooks.ts";
import { ConfirmButton } from "../shell/confirm-button.tsx";
import { CopyButton } from "../shell/copy-button.tsx";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { useMay, usePerson } from "../shell/who.ts";
import { AnswerForm } from "./answer-form.tsx";
import { Answers } from "./answers.tsx";
import { useReleaseBuilder } from "./builder-changes.ts";
import { renderPrompt, type BuilderHandoff } from "./routes.ts";

/** The prompt and its questions, what the builder answered before building, and whether the reviewer let them go. */
export const GateSection = ({ handoff }: { handoff: BuilderHandoff }) => {
  const { handoff_id, state, answers, builders } = handoff;
  const { id } = usePerson();
  const { may } = useMay();
  const isDrafted = state === "drafted";
  return (
    <Section title="Questions" note={<Stand handoff={handoff} />} testId="section-gate">
      <Stack gap="md">
        <Asked handoff={handoff} />
        {isDrafted && answers && may("POST /api/builder-handoffs/{handoffId}/release") && !builders.includes(id) && (
          <Release handoffId={handoff_id} />
        )}
      </Stack>
    </Section>
  );
};

const Stand = ({ handoff: { answers, released } }: { handoff: BuilderHandoff }) => {
  if (!answers) return "The builder answers them, then stops and waits for the reviewer.";
  return (
    <>
      Answered by {answers.by}, <Moment at={answers.at} />.{" "}
      {released ? (
        <>
          Released by {released.by}, <Moment at={released.at} />.
        </>
      ) : (
        "The builder waits for the reviewer."
      )}
    </>
  );
};

const Asked = ({ handoff: { handoff_id, state, answers } }: { handoff: BuilderHandoff }) => {
  const { may } = useMay();
  const { data, error, refetch } = useRead(renderPrompt, {
    params: { handoffId: handoff_id },
    query: { contract_version: answers?.contract_version },
  });
  if (error?.code === "PROMPT_CONTRACT_REQUIRED")
    return <Text size="sm">No prompt contract is published, so there are none.</Text>;
  if (!data) return error ? <Refused problem={error} retry={refetch} /> : <Loading lines={4} />;
  const mayAnswer = state === "drafted" && !answers && may("POST /api/builder-handoffs/{handoffId}/answers");
  return (
    <Accordion variant="contained" multiple>
      <Accordion.Item value="prompt">
        <Accordion.Control>
          <Text size="sm">The prompt, contract {data.contract_version}</Text>
        </Accordion.Control>
        <Accordion.Panel>
          <Group justify="flex-end">
            <CopyButton value={data.prompt} what="the prompt" />
          </Group>
          <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {data.prompt}
          </Text>
        </Accordion.Panel>
      </Accordion.Item>
      {answers && (
        <Accordion.Item value="answers">
          <Accordion.Control>
            <Text size="sm">{data.questions.length} questions and answers</Text>
          </Accordion.Control>
          <Accordion.Panel>
            <Answers handoffId={handoff_id} questions={data.questions} />
          </Accordion.Panel>
        </Accordion.Item>
      )}
      {mayAnswer && (
        <Accordion.Item value="answer">
          <Accordion.Control>
            <Text size="sm">Answer the {data.questions.length} questions</Text>
          </Accordion.Control>
          <Accordion.Panel>
            <AnswerForm handoffId={handoff_id} version={data.contract_version} questions={data.questions} />
          </Accordion.Panel>
        </Accordion.Item>
      )}
    </Accordion>
  );
};

const Release = ({ handoffId }: { handoffId: string }) => (
  <Group>
    <ConfirmButton
      label="Release the builder"
      title={`Release ${handoffId}`}
      copy="The answers are good, and the builder may begin."
      confirm="Release"
      command={useReleaseBuilder()}
      asked={{ params: { handoffId }, body: {} }}
      data-testid="button-release"
    />
  </Group>
);
