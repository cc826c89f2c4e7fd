import { Group, Stack, Text } from "@mantine/core";
import { isHuman } from "../../shared/workflow-handoffs/receiver.ts";
import { ConfirmButton } from "../shell/confirm-button.tsx";
import { Facts } from "../shell/facts.tsx";
import { Section } from "../shell/heading.tsx";
import { Moment } from "../shell/moment.tsx";
import { useMay, usePerson } from "../shell/who.ts";
import { useApplyApproval, useDecideApproval } from "./handoff-changes.ts";
import { ApprovalState } from "./handoff-state.tsx";
import type { Handoff } from "./routes.ts";

const kinds = { close_commit: "To close and commit", human_approval: "As the block asks" } as const;

/** The approval of this very block, where it asks for one. */
export const ApprovalSection = ({ handoff }: { handoff: Handoff }) => {
  const { approval, awaiting } = handoff;
  const person = usePerson();
  const { may } = useMay();
  if (!approval) return null;
  const mayDecide = may("POST /api/workflow-handoffs/{handoffId}/approvals") && isHuman(person);
  return (
    <Section title="Approval" testId="section-approval">
      <Stack gap="md">
        <Facts
          of={[
            ["Status", <ApprovalState key="status" status={approval.status} />],
            ["What for", kinds[approval.kind]],
            ["Requested", <Moment key="requested" at={approval.requested_at} />],
            happened("Decided", approval.decided_at, approval.decided_by),
            approval.expires_at ? ["Holds until", <Moment key="until" at={approval.expires_at} />] : undefined,
            happened("Used", approval.used_at, approval.used_by),
          ]}
        />
        {awaiting &&
          (mayDecide ? (
            <Decide handoff={handoff} />
          ) : (
            <Text size="sm">A human decides: an owner, an administrator or a reviewer.</Text>
          ))}
        {approval.status === "approved" &&
          may("POST /api/workflow-handoffs/{handoffId}/approvals/{approvalId}/use") && (
            <Use handoff={handoff} approvalId={approval.id} />
          )}
      </Stack>
    </Section>
  );
};

const happened = (name: string, at: string | null, by: string | null) =>
  at === null
    ? undefined
    : ([
        name,
        <>
          <Moment at={at} /> by {by}
        </>,
      ] as const);

const Decide = ({ handoff: { id, digest } }: { handoff: Handoff }) => {
  const params = { handoffId: id };
  const bound = `It is bound to the digest ${digest.slice(0, 12)}…: of an edited block it says nothing.`;
  return (
    <Group gap="xs">
      <ConfirmButton
        label="Approve"
        title="Approve this block"
        copy={`Your approval holds for a day, and is used once. ${bound}`}
        confirm="Approve"
        command={useDecideApproval()}
        asked={{ params, body: { decision: "approved" as const, digest } }}
        data-testid="button-approve"
      />
      <ConfirmButton
        label="Decline"
        title="Decline this block"
        copy={`That is final for this block; its sender may put another in its place. ${bound}`}
        confirm="Decline"
        variant="default"
        command={useDecideApproval()}
        asked={{ params, body: { decision: "declined" as const, digest } }}
        data-testid="button-decline-approval"
      />
    </Group>
  );
};

const Use = ({ handoff: { id, digest }, approvalId }: { handoff: Handoff; approvalId: string }) => (
  <Group>
    <ConfirmButton
      label="Use the approval"
      title="Use this approval"
      copy="It holds once. Use it first, and do what was approved only after the answer."
      confirm="Use it"
      variant="default"
      command={useApplyApproval()}
      asked={{ params: { handoffId: id, approvalId }, body: { digest } }}
      data-testid="button-use-approval"
    />
  </Group>
);
