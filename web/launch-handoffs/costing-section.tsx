import { Stack, Text } from "@mantine/core";
import type { Costing } from "../../shared/launch-handoffs/costing.ts";
import { useCommand, useReadTagged } from "../api/hooks.ts";
import { ConfirmButton } from "../shell/confirm-button.tsx";
import { State } from "../shell/state.tsx";
import { usePerson } from "../shell/who.ts";
import { pathsOfEvidence } from "./evidence-changes.ts";
import { type EvidenceOf, EvidenceSection } from "./evidence-section.tsx";
import classes from "./project-page.module.css";
import { getCosting, putCosting } from "./routes.ts";

const states = {
  draft: ["quiet", "Draft"],
  submitted: ["current", "Submitted"],
  approved: ["good", "Approved"],
  rejected: ["bad", "Rejected"],
} as const;

/** Who approves costing, as shared/launch-handoffs/costing.ts has it: the route itself is open to project leads, too. */
const approvers = ["owner", "admin", "finance"];

/** What the recipe costs; Finance approves it (AC-2). */
export const CostingSection = ({ projectId, isOpen }: EvidenceOf) => {
  const { roles } = usePerson();
  const reading = useReadTagged(getCosting, { params: { projectId } });
  const mayApprove = isOpen && approvers.some((role) => roles.includes(role));
  return (
    <EvidenceSection title="Costing" reading={reading} testId="section-costing">
      {({ body: rows, etag }) => (
        <Stack gap="md">
          {rows.length === 0 && <Text size="sm">No costing yet. Your costing system sends it.</Text>}
          {rows.map((row, at) => (
            <div key={at} className={classes.row}>
              <Cost {...row} />
              {mayApprove && row.status === "submitted" ? (
                <Approve projectId={projectId} rows={rows} at={at} etag={etag} />
              ) : (
                <State tone={states[row.status][0]}>{states[row.status][1]}</State>
              )}
            </div>
          ))}
        </Stack>
      )}
    </EvidenceSection>
  );
};

const Cost = ({ formulation_id, target_cost, estimated_cost, actual_cost, variance_pct, ...row }: Costing) => (
  <div>
    <Text size="sm" fw={600}>
      {actual_cost === null ? `Estimated ${estimated_cost}` : `Actual ${actual_cost}`}, target {target_cost}
    </Text>
    <Text size="sm" c="dimmed">
      {[
        formulation_id === null ? "Whole project" : `Formulation ${formulation_id}`,
        ...(variance_pct === null ? [] : [`variance ${variance_pct}%`]),
        ...(row.approved_by === null ? [] : [`approved by ${row.approved_by}`]),
      ].join(" · ")}
    </Text>
  </div>
);

type ApproveProps = { projectId: string; rows: readonly Costing[]; at: number; etag: string | undefined };

const Approve = ({ projectId, rows, at, etag }: ApproveProps) => {
  const { id } = usePerson();
  const put = useCommand(putCosting, pathsOfEvidence);
  const approved = { status: "approved" as const, approved_by: id, approved_at: new Date().toISOString() };
  const body = rows.map((row, place) => (place === at ? { ...row, ...approved } : row));
  return (
    <ConfirmButton
      label="Approve"
      title="Approve costing"
      copy="Finance agrees to what this recipe costs."
      confirm="Approve"
      variant="default"
      size="xs"
      command={put}
      asked={{ params: { projectId }, body, ...(etag && { ifMatch: etag }) }}
    />
  );
};
