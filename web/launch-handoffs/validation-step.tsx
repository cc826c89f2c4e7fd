import { Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "wouter";
import type { ValidationCheck } from "../../shared/launch-handoffs/validation-check.ts";
import type { Wizard } from "../../shared/launch-handoffs/wizard.ts";
import { Moment } from "../shell/moment.tsx";
import { useMay } from "../shell/who.ts";
import { CheckIcon } from "./check-icon.tsx";
import { pageOfProject } from "./launch-heading.tsx";
import { LockButton } from "./lock-button.tsx";
import type { WizardState } from "./use-wizard.ts";
import classes from "./wizard.module.css";

/** What each check is called (AC-2), what mends it, and the part of the project's page where that is done. */
const fixes: Record<ValidationCheck["name"], readonly [check: string, fix: string, part: string]> = {
  gate_g4_complete: ["Gate G4 Complete", "Fix Issue", "gate-checklist"],
  formulation_locked: ["Formulation Locked", "Go to Formulations", "formulations"],
  costing_approved: ["Costing Approved", "Go to Costing", "costing"],
  cost_variance: ["Cost Variance", "Go to Costing", "costing"],
  compliance_docs: ["Compliance Docs Complete", "Upload Documents", "compliance-documents"],
  allergen_declaration: ["Allergen Declaration", "Go to Allergens", "allergens"],
};

/** Step 1 (AC-2). */
export const ValidationStep = ({ state: { wizard, isMoving, next } }: { state: WizardState }) => {
  const { validation, read_at } = wizard;
  return (
    <Stack gap="lg">
      <Stack gap={0} component="ul" className={classes.checks ?? ""}>
        {validation.checks.map((check) => (
          <Check key={check.name} check={check} wizard={wizard} />
        ))}
      </Stack>
      <Group justify="space-between" gap="sm">
        <Text fw={600} size="sm" role="status" data-testid="text-validation-summary">
          {validation.can_handoff ? validation.summary : blocked(validation.blockers.length)}
        </Text>
        <Group gap="sm">
          <Text size="sm" c="dimmed">
            Checked <Moment at={read_at} seconds />
          </Text>
          <Button variant="default" size="xs" loading={isMoving} onClick={() => void next(1)}>
            Re-check Validation
          </Button>
        </Group>
      </Group>
    </Stack>
  );
};

const blocked = (count: number): string =>
  count === 1 ? "One thing stands in the way of the handoff" : `${count} things stand in the way of the handoff`;

const Check = ({ check, wizard }: { check: ValidationCheck; wizard: Wizard }) => {
  const { name, status, description, message } = check;
  return (
    <li className={classes.check} data-testid={`check-${name}`}>
      <CheckIcon status={status} />
      <div>
        <Text size="sm" fw={600}>
          {fixes[name][0]}
        </Text>
        <Text size="sm" c="dimmed">
          {description}
        </Text>
        {message !== null && (
          <Text size="sm" {...(status === "fail" && { c: "var(--mantine-color-error)" })}>
            {message}
          </Text>
        )}
      </div>
      {status === "pass" ? null : <Fix check={check} wizard={wizard} />}
    </li>
  );
};

/** An approved formulation is locked on the spot; everything else is mended where it is kept. */
const Fix = ({ check: { name }, wizard: { project, formulation } }: { check: ValidationCheck; wizard: Wizard }) => {
  const { may } = useMay();
  if (
    name === "formulation_locked" &&
    formulation?.status === "approved" &&
    may("POST /api/npd/projects/{projectId}/formulations/{formulationId}/lock")
  )
    return <LockButton projectId={project.id} formulation={formulation} />;
  const [, label, part] = fixes[name];
  return (
    <Button component={Link} href={`${pageOfProject(project.id)}#${part}`} variant="default" size="xs">
      {label}
    </Button>
  );
};
