import { Group, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { ConfirmButton } from "../shell/confirm-button.tsx";
import type { Question } from "./answers.tsx";
import { useAnswerQuestions } from "./builder-changes.ts";

type AnswerFormProps = { handoffId: string; version: string; questions: readonly Question[] };

/** The builder answers every question before anything is built. */
export const AnswerForm = ({ handoffId, version, questions }: AnswerFormProps) => {
  const [answers, setAnswers] = useState(questions.map(() => ""));
  return (
    <Stack gap="md">
      {questions.map(({ number, question }, at) => (
        <Textarea
          key={number}
          label={`${number}. ${question}`}
          autosize
          minRows={1}
          required
          value={answers[at] ?? ""}
          onChange={({ currentTarget: { value } }) => {
            setAnswers(answers.with(at, value));
          }}
        />
      ))}
      <Group>
        <ConfirmButton
          label="Hand in the answers"
          title={`Answer for ${handoffId}`}
          copy="The answers are sealed. Then stop and wait: nothing is built before the reviewer lets you go."
          confirm="Hand in"
          command={useAnswerQuestions()}
          asked={{
            params: { handoffId },
            body: { contract_version: version, answers: answers.map((answer) => answer.normalize("NFC")) },
          }}
          disabled={answers.some((answer) => answer.trim() === "")}
          data-testid="button-answer"
        />
      </Group>
    </Stack>
  );
};
