import { Button, Group, Radio, Stack, Textarea } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import type { Acceptance } from "../../shared/workflow-handoffs/workflow-handoff.ts";
import type { useReceiveHandoff } from "./handoff-changes.ts";

type Decision = Acceptance["decision"];
type ReceiptFormProps = { handoffId: string; command: ReturnType<typeof useReceiveHandoff> };

const decisions: Record<Decision, readonly [label: string, description: string, button: string]> = {
  accepted: ["Accept", "You hold the work from then on.", "Accept the work"],
  needs_input: ["Needs input", "It goes back to its sender with what is missing.", "Ask for input"],
  declined: ["Decline", "It goes back to its sender.", "Decline the work"],
};

/** The receiver says what they understood before anything else. */
export const ReceiptForm = ({ handoffId, command }: ReceiptFormProps) => {
  const [decision, setDecision] = useState<Decision>("accepted");
  const [readBack, setReadBack] = useState("");
  const [missing, setMissing] = useState("");
  const lacking = linesIn(missing);
  const isReady = readBack.trim() !== "" && (decision !== "needs_input" || lacking.length > 0);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = { decision, read_back: readBack.normalize("NFC") };
    const body = decision === "needs_input" ? { ...said, missing: lacking } : said;
    command.mutate({ params: { handoffId }, body });
  };
  return (
    <form onSubmit={submit} aria-label="Receipt">
      <Stack gap="md">
        <Radio.Group
          label="Your answer"
          value={decision}
          onChange={(value) => {
            setDecision(value);
          }}
        >
          <Stack gap={8} mt={6}>
            {Object.entries(decisions).map(([each, [label, description]]) => (
              <Radio key={each} value={each} label={label} description={description} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label="Read-back"
          description="The work in your own words, as you understood it."
          autosize
          minRows={3}
          required
          value={readBack}
          onChange={({ currentTarget }) => {
            setReadBack(currentTarget.value);
          }}
          data-testid="input-read-back"
        />
        {decision === "needs_input" && (
          <Textarea
            label="What is missing"
            description="One thing a line."
            autosize
            minRows={2}
            required
            value={missing}
            onChange={({ currentTarget }) => {
              setMissing(currentTarget.value);
            }}
            data-testid="input-missing"
          />
        )}
        <Group>
          <Button type="submit" disabled={!isReady} loading={command.isPending} data-testid="button-receive">
            {decisions[decision][2]}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

const linesIn = (text: string): string[] =>
  text
    .normalize("NFC")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
