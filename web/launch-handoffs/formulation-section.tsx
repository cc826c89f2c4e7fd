import { Stack, Text } from "@mantine/core";
import type { Formulation } from "../../shared/launch-handoffs/formulation.ts";
import { useRead } from "../api/hooks.ts";
import { State } from "../shell/state.tsx";
import { useMay } from "../shell/who.ts";
import { type EvidenceOf, EvidenceSection } from "./evidence-section.tsx";
import { LockButton } from "./lock-button.tsx";
import classes from "./project-page.module.css";
import { listFormulations } from "./routes.ts";

const states = { draft: ["quiet", "Draft"], approved: ["current", "Approved"], locked: ["good", "Locked"] } as const;

/** The recipes of a project; an approved one is locked before it is handed off. */
export const FormulationSection = ({ projectId, isOpen }: EvidenceOf) => {
  const reading = useRead(listFormulations, { params: { projectId } });
  return (
    <EvidenceSection title="Formulations" reading={reading} testId="section-formulations">
      {({ formulations }) => (
        <Stack gap="md">
          {formulations.length === 0 && <Text size="sm">No formulation yet. Your recipe system sends it.</Text>}
          {formulations.map((formulation) => (
            <Row key={formulation.id} projectId={projectId} isOpen={isOpen} formulation={formulation} />
          ))}
        </Stack>
      )}
    </EvidenceSection>
  );
};

const Row = ({ projectId, isOpen, formulation }: EvidenceOf & { formulation: Formulation }) => {
  const { may } = useMay();
  const { formulation_number, status, total_qty, uom, item_count, notes } = formulation;
  const [tone, name] = states[status];
  const mayLock = may("POST /api/npd/projects/{projectId}/formulations/{formulationId}/lock");
  return (
    <div className={classes.row}>
      <div>
        <Text size="sm" fw={600}>
          {formulation_number}
        </Text>
        <Text size="sm" c="dimmed">
          {total_qty} {uom}, {item_count} {item_count === 1 ? "item" : "items"}
          {notes !== null && ` · ${notes}`}
        </Text>
      </div>
      {isOpen && status === "approved" && mayLock ? (
        <LockButton projectId={projectId} formulation={formulation} />
      ) : (
        <State tone={tone}>{name}</State>
      )}
    </div>
  );
};
