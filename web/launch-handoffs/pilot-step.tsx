import { Stack, Switch, Text, TextInput } from "@mantine/core";
import type { Draft } from "../../shared/launch-handoffs/draft.ts";
import { Facts } from "../shell/facts.tsx";
import { RecordState } from "./launch-state.tsx";
import type { WizardState } from "./use-wizard.ts";
import classes from "./wizard.module.css";

/** Step 4 (AC-5). */
export const PilotStep = ({ state }: { state: WizardState }) => {
  const { form, mayEdit, enter } = state;
  return (
    <Stack gap="lg">
      <Switch
        label="Create Pilot Work Order"
        description="Optional - Create small batch trial WO"
        checked={form.create_pilot_wo}
        disabled={!mayEdit}
        onChange={({ currentTarget: { checked } }) => {
          enter({ create_pilot_wo: checked }, true);
        }}
      />
      {form.create_pilot_wo ? (
        <PilotForm state={state} />
      ) : (
        <Text size="sm" role="status">
          Pilot WO will not be created
        </Text>
      )}
    </Stack>
  );
};

const PilotForm = ({ state: { wizard, form, faults, mayEdit, enter } }: { state: WizardState }) => {
  const { pilot_wo: pilot } = wizard.steps;
  const { pilot_wo_data: entered } = form;
  // All of it: what is left out would go back to the default.
  const set = (change: NonNullable<Draft["pilot_wo_data"]>) => {
    enter({ pilot_wo_data: { ...entered, ...change } });
  };
  return (
    <Stack gap="lg">
      <div className={classes.form}>
        <TextInput
          label="Quantity"
          inputMode="decimal"
          rightSection={<span className={classes.unit}>{pilot.uom}</span>}
          rightSectionWidth="auto"
          value={entered.quantity}
          error={faults.get("pilot_wo_data.quantity")}
          readOnly={!mayEdit}
          onChange={({ currentTarget: { value } }) => {
            set({ quantity: value });
          }}
        />
        <TextInput
          type="date"
          label="Scheduled Date"
          value={entered.scheduled_date}
          error={faults.get("pilot_wo_data.scheduled_date")}
          readOnly={!mayEdit}
          onChange={({ currentTarget: { value } }) => {
            set({ scheduled_date: value });
          }}
        />
      </div>
      <Facts
        of={[
          ["WO Number", pilot.wo_number],
          ["WO Type", pilot.type],
          ["Product", pilot.product_code],
          ["BOM", pilot.bom_number],
          ["Status", <RecordState key="status" status={pilot.status} />],
          ["NPD Project Link", wizard.project.project_number],
        ]}
      />
      {pilot.wo_number_message !== null && <Text size="sm">{pilot.wo_number_message}</Text>}
    </Stack>
  );
};
