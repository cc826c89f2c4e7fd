import { Checkbox, Stack, Text } from "@mantine/core";
import type { GateItem } from "../../shared/launch-handoffs/gate-checklist.ts";
import { useCommand, useReadTagged } from "../api/hooks.ts";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { useMay, usePerson } from "../shell/who.ts";
import { pathsOfEvidence } from "./evidence-changes.ts";
import { type EvidenceOf, EvidenceSection } from "./evidence-section.tsx";
import classes from "./project-page.module.css";
import { getGateChecklist, putGateChecklist } from "./routes.ts";

/** What has to be done before each gate; a project lead ticks it off. */
export const GateSection = ({ projectId, isOpen }: EvidenceOf) => {
  const { id: person } = usePerson();
  const { may } = useMay();
  const reading = useReadTagged(getGateChecklist, { params: { projectId } });
  const put = useCommand(putGateChecklist, pathsOfEvidence);
  const mayTick = isOpen && may("PUT /api/npd/projects/{projectId}/gate-checklist");
  const tick = (items: readonly GateItem[], etag: string | undefined, at: number, isCompleted: boolean) => {
    const done = { is_completed: true, completed_by: person, completed_at: new Date().toISOString() };
    const undone = { is_completed: false, completed_by: null, completed_at: null };
    const body = items.map((item, place) => (place === at ? { ...item, ...(isCompleted ? done : undone) } : item));
    put.mutate({ params: { projectId }, body, ...(etag && { ifMatch: etag }) });
  };
  return (
    <EvidenceSection title="Gate checklist" reading={reading} testId="section-gates">
      {({ body: items, etag }) => (
        <Stack gap="md">
          {put.error && <Refused problem={put.error} />}
          {items.length === 0 && <Text size="sm">No checklist yet. Your development system sends it.</Text>}
          <ul className={classes.plain}>
            {items.map((item, at) => (
              <li key={at}>
                <Checkbox
                  label={`${item.gate}: ${item.item_description}`}
                  description={<Note {...item} />}
                  checked={item.is_completed}
                  disabled={!mayTick || put.isPending}
                  onChange={({ currentTarget: { checked } }) => {
                    tick(items, etag, at, checked);
                  }}
                />
              </li>
            ))}
          </ul>
        </Stack>
      )}
    </EvidenceSection>
  );
};

const Note = ({ is_required, completed_by, completed_at, notes }: GateItem) => (
  <>
    {is_required ? "Required" : "Optional"}
    {completed_by !== null && ` · done by ${completed_by}`}
    {completed_at !== null && (
      <>
        {completed_by === null ? " · done " : ", "}
        <Moment at={completed_at} />
      </>
    )}
    {notes !== null && ` · ${notes}`}
  </>
);
