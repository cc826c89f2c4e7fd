import { List, Stack, Text } from "@mantine/core";
import { isFor } from "../../shared/workflow-handoffs/receiver.ts";
import { Facts } from "../shell/facts.tsx";
import { Section } from "../shell/heading.tsx";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { useMay, usePerson } from "../shell/who.ts";
import { useReceiveHandoff } from "./handoff-changes.ts";
import { HandoffState } from "./handoff-state.tsx";
import { ReceiptForm } from "./receipt-form.tsx";
import type { Handoff } from "./routes.ts";

/** What the receiver answered, or the form in which they do, once. A refusal stays when somebody else was first. */
export const ReceiptSection = ({ handoff }: { handoff: Handoff }) => {
  const receive = useReceiveHandoff();
  const person = usePerson();
  const { may } = useMay();
  const mayReceive = may("POST /api/workflow-handoffs/{handoffId}/acceptance") && isFor(handoff, person);
  return (
    <Section title="Receipt" testId="section-receipt">
      <Stack gap="md">
        {receive.error && <Refused problem={receive.error} />}
        {handoff.acceptance && <Answered acceptance={handoff.acceptance} />}
        {!handoff.acceptance && handoff.status !== "submitted" && (
          <Text size="sm">Nobody received it before it was {handoff.status}.</Text>
        )}
        {handoff.status === "submitted" &&
          (mayReceive ? (
            <ReceiptForm handoffId={handoff.id} command={receive} />
          ) : (
            <Text size="sm">Waits for {handoff.recipient ?? "whoever takes it first, other than its sender"}.</Text>
          ))}
      </Stack>
    </Section>
  );
};

const Answered = ({ acceptance }: { acceptance: NonNullable<Handoff["acceptance"]> }) => {
  const { decision, read_back, missing, received_by, received_at } = acceptance;
  return (
    <Facts
      of={[
        ["Answer", <HandoffState key="answer" status={decision} testId="text-receipt" />],
        ["By", received_by],
        ["When", <Moment key="when" at={received_at} />],
        [
          "Read-back",
          <span key="read-back" style={{ whiteSpace: "pre-wrap" }}>
            {read_back}
          </span>,
        ],
        missing.length > 0
          ? [
              "Missing",
              <List key="missing" size="sm">
                {missing.map((each) => (
                  <List.Item key={each}>{each}</List.Item>
                ))}
              </List>,
            ]
          : undefined,
      ]}
    />
  );
};
