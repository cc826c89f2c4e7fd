import { Anchor, Button, Stack } from "@mantine/core";
import { Fragment } from "react";
import { Link, useParams } from "wouter";
import { useRead } from "../api/hooks.ts";
import { Columns } from "../shell/columns.tsx";
import { SealedDigest } from "../shell/digest.tsx";
import { Facts } from "../shell/facts.tsx";
import { Heading } from "../shell/heading.tsx";
import { HistoryLink } from "../shell/history-link.tsx";
import { Moment } from "../shell/moment.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { useMay, usePerson } from "../shell/who.ts";
import { ApprovalSection } from "./approval-section.tsx";
import { BlockSection } from "./block-section.tsx";
import { ChainSection } from "./chain-section.tsx";
import { HandoffState, stateName } from "./handoff-state.tsx";
import { ReceiptSection } from "./receipt-section.tsx";
import { type Handoff, getHandoff } from "./routes.ts";
import { WithdrawButton } from "./withdraw-button.tsx";
import { above } from "./workflow-heading.tsx";

export default function HandoffPage() {
  const { workflowId } = useParams<{ workflowId: string }>();
  const reading = useRead(getHandoff, { params: { handoffId: workflowId } });
  return (
    <RecordPage of="handoff" above={above} reading={reading}>
      {(handoff) => (
        <Fragment key={handoff.id}>
          <Heading title={stateName(handoff.state)} above={above}>
            <Steps handoff={handoff} />
          </Heading>
          <HandoffFacts handoff={handoff} />
          <Columns left="3fr" right="2fr">
            <BlockSection fields={handoff.fields} findings={handoff.payload.findings} />
            <Stack gap="lg">
              <ReceiptSection handoff={handoff} />
              <ApprovalSection handoff={handoff} />
              <ChainSection handoffId={handoff.id} />
            </Stack>
          </Columns>
          <HistoryLink subject={`workflow:${handoff.id}`} of="handoff" />
        </Fragment>
      )}
    </RecordPage>
  );
}

/** What its sender, or whoever accepted it, can do next. */
const Steps = ({ handoff: { id, status, sender, received_by } }: { handoff: Handoff }) => {
  const person = usePerson();
  const { may } = useMay();
  if (!may("POST /api/workflow-handoffs")) return null;
  const isOpen = status === "submitted" || status === "needs_input" || status === "declined";
  return (
    <>
      {sender === person.id && status === "submitted" && <WithdrawButton handoffId={id} />}
      {sender === person.id && isOpen && (
        <Button component={Link} href={`/workflow/new?supersedes=${id}`} variant="default">
          Replace
        </Button>
      )}
      {received_by === person.id && status === "accepted" && (
        <Button component={Link} href={`/workflow/new?answers=${id}`}>
          Hand on
        </Button>
      )}
    </>
  );
};

const HandoffFacts = ({ handoff }: { handoff: Handoff }) => {
  const { status, sender, recipient, submitted_at, digest, answers, supersedes, superseded_by } = handoff;
  return (
    <Facts
      of={[
        ["Status", <HandoffState key="status" status={status} testId="text-handoff-status" />],
        ["From", sender],
        ["To", recipient ?? "whoever takes it first"],
        ["Submitted", <Moment key="submitted" at={submitted_at} />],
        related("Answers", answers),
        related("Takes the place of", supersedes),
        related("Replaced by", superseded_by),
        ["Digest", <SealedDigest key="digest" value={digest} />],
      ]}
    />
  );
};

const related = (name: string, id: string | null) =>
  id === null
    ? undefined
    : ([
        name,
        <Anchor key={name} component={Link} href={`/workflow/${id}`} size="sm">
          {id.slice(0, 8)}…
        </Anchor>,
      ] as const);
