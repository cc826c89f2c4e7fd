import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import type { Execute } from "./use-execution.ts";
import type { WizardState } from "./use-wizard.ts";

type ExecuteStepProps = { state: WizardState; execute: Execute; run: () => void; hasTriedToLeave: boolean };

/** Step 7 (AC-8): the one transaction, and the same request again where it is not known what became of it (AC-12). */
export const ExecuteStep = ({ state: { form, show }, execute, run, hasTriedToLeave }: ExecuteStepProps) => {
  if (!execute.isPending)
    return (
      <Stack gap="md">
        <Text size="sm">
          Retrying sends the very same request. If the first one did arrive, nothing is created twice.
        </Text>
        <Group gap="sm">
          <Button onClick={run} data-testid="button-retry">
            Retry Handoff
          </Button>
          <Button
            variant="default"
            onClick={() => {
              show(6);
            }}
          >
            ← Back to Summary
          </Button>
        </Group>
      </Stack>
    );
  return (
    <Stack gap="sm" data-testid="executing">
      <Text role="status" fw={600} size="sm">
        {form.product_action === "create" ? "Creating product..." : "Updating product..."}
      </Text>
      <Progress value={100} animated aria-label="Executing the handoff" />
      <Text size="sm" c="dimmed">
        {actionsOf(form).join(" · ")}
      </Text>
      <Text size="sm" role="alert" {...(hasTriedToLeave && { c: "var(--mantine-color-error)", fw: 600 })}>
        {hasTriedToLeave ? "The handoff is being executed. Stay on this page until it is done." : ""}
      </Text>
    </Stack>
  );
};

/** What the transaction does, in its order. */
const actionsOf = ({ product_action, create_pilot_wo, pilot_wo_data }: WizardState["form"]): string[] => [
  "Lock formulation",
  product_action === "create" ? "Create product" : "Update product",
  "Create BOM and copy its items",
  ...(create_pilot_wo ? ["Create pilot WO"] : []),
  ...(create_pilot_wo && pilot_wo_data.routing_id !== null ? ["Link WO to routing"] : []),
  "Launch project",
];
