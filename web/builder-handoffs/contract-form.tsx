import { Group, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import type { PromptContractInput } from "../../shared/builder-handoffs/prompt-contract.ts";
import { ADVERSARIAL_QUESTIONS, VERIFICATION_QUESTIONS } from "../../shared/builder-handoffs/prompt.ts";
import { ConfirmButton } from "../shell/confirm-button.tsx";
import { Section } from "../shell/heading.tsx";
import { usePutPromptContract } from "./builder-changes.ts";

type Question = PromptContractInput["verification"][number];

const none = (count: number): Question[] =>
  Array.from({ length: count }, () => ({ question: "", expected_answer: "" }));

const composed = ({ question, expected_answer }: Question): Question => ({
  question: question.normalize("NFC"),
  expected_answer: expected_answer.normalize("NFC"),
});

/** The template and its 13 questions, each with what is expected of an answer. Builders are not shown that. */
export const ContractForm = ({ before }: { before: PromptContractInput | undefined }) => {
  const [, go] = useLocation();
  const [version, setVersion] = useState("");
  const [template, setTemplate] = useState(before?.template ?? "");
  const [verification, setVerification] = useState(before?.verification ?? none(VERIFICATION_QUESTIONS));
  const [adversarial, setAdversarial] = useState(before?.adversarial ?? none(ADVERSARIAL_QUESTIONS));
  const all = [version, template, ...[...verification, ...adversarial].flatMap((each) => Object.values(each))];
  return (
    <Stack gap="lg">
      <Section title="Contract" note="A version is published once, and never changed.">
        <Stack gap="md">
          <TextInput
            label="Version"
            placeholder="1.1.0"
            value={version}
            onChange={({ currentTarget: { value } }) => {
              setVersion(value);
            }}
            maw={240}
          />
          <Textarea
            label="Template"
            description="With [HANDOFF_ID], [ONE_LINE_MISSION] and [CONTRACT_VERSION], and [QUESTION] once for all questions, or 13 times."
            autosize
            minRows={8}
            value={template}
            onChange={({ currentTarget: { value } }) => {
              setTemplate(value);
            }}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          />
        </Stack>
      </Section>
      <Questions title="Verification questions" of={verification} onChange={setVerification} />
      <Questions title="Adversarial questions" of={adversarial} onChange={setAdversarial} />
      <Group>
        <ConfirmButton
          label="Publish"
          title={`Publish version ${version}`}
          copy="From now on builders are asked by it. It cannot be changed; what is to change gets a new version."
          confirm="Publish"
          command={usePutPromptContract()}
          asked={{
            params: { version: version.trim() },
            body: {
              template: template.normalize("NFC"),
              verification: verification.map(composed),
              adversarial: adversarial.map(composed),
            },
          }}
          onDone={() => {
            go(`/builders/contracts/${version.trim()}`);
          }}
          disabled={all.some((text) => text.trim() === "")}
          data-testid="button-publish-contract"
        />
      </Group>
    </Stack>
  );
};

type QuestionsProps = { title: string; of: Question[]; onChange: (questions: Question[]) => void };

const Questions = ({ title, of, onChange }: QuestionsProps) => (
  <Section title={title} note={`${of.length}, each with the answer that is expected`}>
    <Stack gap="md">
      {of.map((each, at) => (
        <Stack key={at} gap={4}>
          <Textarea
            label={`${title.split(" ")[0]} question ${at + 1}`}
            autosize
            value={each.question}
            onChange={({ currentTarget: { value } }) => {
              onChange(of.with(at, { ...each, question: value }));
            }}
          />
          <Textarea
            aria-label={`${title.split(" ")[0]} question ${at + 1}: expected answer`}
            placeholder="The answer that is expected"
            autosize
            value={each.expected_answer}
            onChange={({ currentTarget: { value } }) => {
              onChange(of.with(at, { ...each, expected_answer: value }));
            }}
          />
        </Stack>
      ))}
    </Stack>
  </Section>
);
