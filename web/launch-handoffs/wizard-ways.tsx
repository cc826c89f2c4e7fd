import { Button, Group } from "@mantine/core";
import type { WizardState } from "./use-wizard.ts";
import { isFilledIn, type Step, stepAfter, stepBefore } from "./wizard-form.ts";

const onward: Partial<Record<Step, string>> = {
  2: "Next: Product Selection",
  3: "Next: BOM Preview",
  4: "Next: Pilot WO",
  5: "Next: Routing Selection",
  6: "Next: Summary",
};

/** The ways out of a step. */
export const WizardWays = ({ state }: { state: WizardState }) => {
  const { step, form, faults, wizard, isMoving, next, back } = state;
  const to = stepAfter(step, form);
  const isOpen = isFilledIn(faults, step) && (step > 1 || wizard.handoff_status === "ready");
  return (
    <Group justify="space-between" gap="sm">
      {step > 1 ? (
        <Button
          variant="default"
          onClick={() => {
            back(stepBefore(step, form));
          }}
          data-testid="button-back"
        >
          ← Back
        </Button>
      ) : (
        <span />
      )}
      <Group gap="sm">
        {step === 5 && (
          <Button
            variant="default"
            disabled={!state.mayEdit}
            onClick={() => void next(6, { pilot_wo_data: { ...form.pilot_wo_data, routing_id: null } })}
          >
            Skip - No Routing
          </Button>
        )}
        {step < 6 && (
          <Button onClick={() => void next(to)} loading={isMoving} disabled={!isOpen} data-testid="button-next">
            {onward[to]}
          </Button>
        )}
      </Group>
    </Group>
  );
};
