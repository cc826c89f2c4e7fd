import { Stack, Text } from "@mantine/core";
import { useReadIfThere } from "../api/hooks.ts";
import type { Answer } from "../api/route.ts";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";
import { getAnswers, type renderPrompt } from "./routes.ts";

export type Question = Answer<NonNullable<typeof renderPrompt.lambda>>["questions"][number];

/** Each question with its answer; reviewers see what the contract expects. */
export const Answers = ({ handoffId, questions }: { handoffId: string; questions: readonly Question[] }) => {
  const { data, error, refetch } = useReadIfThere(getAnswers, { params: { handoffId } });
  if (!data) return error ? <Refused problem={error} retry={refetch} /> : <Loading lines={4} />;
  return (
    <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: "none" }} data-testid="answers">
      {data.answers.map(({ number, question, answer }, at) => (
        <li key={number}>
          <Text size="sm" fw={600}>
            {number}. {question}
          </Text>
          <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {answer}
          </Text>
          {questions[at]?.expected_answer && (
            <Text size="sm" c="dimmed" mt={2}>
              Expected: {questions[at].expected_answer}
            </Text>
          )}
        </li>
      ))}
    </Stack>
  );
};
