import { Alert, Button, Group, List, Stack, Text, Tooltip } from "@mantine/core";
import type { Summary } from "../../shared/launch-handoffs/launch-summary.ts";
import { ExportButtons } from "./export-buttons.tsx";
import type { WizardState } from "./use-wizard.ts";
import type { Step } from "./wizard-form.ts";
import classes from "./wizard.module.css";

type Line = readonly [section: keyof Summary, title: string, step?: Step, back?: string];
const lines: readonly Line[] = [
  ["validation_status", "Validation Status"],
  ["product_action", "Product Action", 2, "Back to Product Selection"],
  ["bom_creation", "BOM Creation", 3, "Back to BOM Preview"],
  ["pilot_wo", "Pilot WO", 4, "Back to Pilot WO"],
  ["routing", "Routing", 5, "Back to Routing Selection"],
  ["project_status_update", "Project Status Update"],
  ["formulation_lock", "Formulation Lock"],
];

/** Step 6 (AC-7), and the export in its place where production is run elsewhere (AC-10). */
export const SummaryStep = ({ state, run }: { state: WizardState; run: () => void }) => {
  const { wizard, mayEdit } = state;
  const isIntegrated = wizard.mode === "integrated";
  return (
    <Stack gap="lg">
      {wizard.summary && <SummaryLines summary={wizard.summary} state={state} />}
      {wizard.warnings.length > 0 && <Warnings of={wizard.warnings} />}
      {isIntegrated && !wizard.summary && wizard.problem && (
        <Text c="var(--mantine-color-error)">{wizard.problem.error}</Text>
      )}
      {isIntegrated ? (
        <Execute isReady={mayEdit && wizard.summary !== null} mayEdit={mayEdit} run={run} />
      ) : (
        <ExportButtons project={wizard.project} />
      )}
    </Stack>
  );
};

const SummaryLines = ({ summary, state: { form, back } }: { summary: Summary; state: WizardState }) => (
  <dl className={classes.lines} data-testid="summary">
    {lines.map(([section, title, step, label]) => (
      <div key={section} className={classes.line}>
        <Text component="dt" size="sm" c="dimmed">
          {title}
        </Text>
        <Text component="dd" size="sm" m={0} style={{ overflowWrap: "anywhere" }}>
          {summary[section]}
        </Text>
        {step !== undefined && !(step === 5 && !form.create_pilot_wo) && (
          <dd className={classes.way}>
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => {
                back(step);
              }}
            >
              ← {label}
            </Button>
          </dd>
        )}
      </div>
    ))}
  </dl>
);

const Warnings = ({ of }: { of: readonly string[] }) => (
  <Alert
    variant="default"
    title={of.length === 1 ? "Before you execute" : "Before you execute, consider"}
    data-testid="warnings"
  >
    <List size="sm">
      {of.map((warning) => (
        <List.Item key={warning}>{warning}</List.Item>
      ))}
    </List>
  </Alert>
);

const Execute = ({ isReady, mayEdit, run }: { isReady: boolean; mayEdit: boolean; run: () => void }) => (
  <Group justify="space-between" gap="sm">
    <Text size="sm" c="dimmed">
      All of it is done in one transaction, or nothing.
    </Text>
    <Tooltip label="Only NPD Lead can execute handoff" disabled={mayEdit}>
      <Button onClick={run} disabled={!isReady} data-testid="button-execute">
        Execute Handoff
      </Button>
    </Tooltip>
  </Group>
);
