import { Anchor, Button, Stack } from "@mantine/core";
import { Link, useParams } from "wouter";
import { useRead } from "../api/hooks.ts";
import { isNotFound } from "../api/problem.ts";
import type { Answer } from "../api/route.ts";
import { Digest } from "../shell/digest.tsx";
import { Empty } from "../shell/empty.tsx";
import { Facts } from "../shell/facts.tsx";
import { Heading } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { useMay, usePerson } from "../shell/who.ts";
import { ApprovalSection } from "./approval-section.tsx";
import { BlockSection } from "./block-section.tsx";
import { ChainSection } from "./chain-section.tsx";
import classes from "./handoff-page.module.css";
import { HandoffState, stateName } from "./handoff-state.tsx";
import { ReceiptSection } from "./receipt-section.tsx";
import { getHandoff } from "./routes.ts";
import { WithdrawButton } from "./withdraw-button.tsx";
import { above } from "./workflow-heading.tsx";

export type Handoff = Answer<NonNullable<typeof getHandoff.lambda>>;

export default function HandoffPage() {
  const { workflowId } = useParams<{ workflowId: string }>();
  const { data: handoff, error, refetch } = useRead(getHandoff, { params: { handoffId: workflowId } });
  const { may } = useMay();
  if (isNotFound(error) && !handoff)
    return (
      <Stack>
        <Heading title="No such handoff" above={above} />
        <Empty title="There is no such handoff in your tenant">Check the address, or find it in the list.</Empty>
      </Stack>
    );
  if (!handoff)
    return (
      <Stack>
        <Heading title="Handoff" above={above} />
        {error ? <Refused problem={error} retry={refetch} /> : <Loading lines={10} />}
      </Stack>
    );
  return (
    <Stack gap="lg">
      <Heading key={handoff.id} title={stateName(handoff.state)} above={above}>
        <Steps handoff={handoff} />
      </Heading>
      {error && <Refused problem={error} retry={refetch} />}
      <HandoffFacts handoff={handoff} />
      <div className={classes.columns}>
        <BlockSection fields={handoff.fields} findings={handoff.payload.findings} />
        <Stack gap="lg">
          <ReceiptSection key={handoff.id} handoff={handoff} />
          <ApprovalSection handoff={handoff} />
          <ChainSection handoffId={handoff.id} />
        </Stack>
      </div>
      {may("GET /api/audit") && (
        <Anchor component={Link} href={`/audit?subject=workflow:${handoff.id}`} size="sm">
          History of this handoff
        </Anchor>
      )}
    </Stack>
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
  const { may } = useMay();
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
        [
          "Digest",
          <Digest
            key="digest"
            value={digest}
            {...(may("GET /api/ledger/{digest}") && { href: `/audit/sealed/${digest}` })}
          />,
        ],
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
