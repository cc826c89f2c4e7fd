import { NativeSelect, Stack, Text } from "@mantine/core";
import type { WizardState } from "./use-wizard.ts";

/** Step 5 (AC-6). */
export const RoutingStep = ({ state: { wizard, form, faults, mayEdit, enter } }: { state: WizardState }) => {
  const { routings, default_routing } = wizard.steps.routing;
  const { routing_id } = form.pilot_wo_data;
  return (
    <Stack gap="sm" maw={520}>
      <NativeSelect
        label="Routing"
        value={routing_id ?? ""}
        error={faults.get("pilot_wo_data.routing_id")}
        disabled={!mayEdit}
        data={[
          { value: "", label: "No routing selected (optional)" },
          ...routings.map(({ id, code, name }) => ({ value: id, label: `${code} - ${name}` })),
        ]}
        onChange={({ currentTarget: { value } }) => {
          enter({ pilot_wo_data: { ...form.pilot_wo_data, routing_id: value || null } }, true);
        }}
      />
      <Text size="sm" c="dimmed">
        {default_routing === null ? "No default routing is set." : `Default Routing: ${default_routing}`}
      </Text>
      {routing_id === null && (
        <Text size="sm" role="status">
          Routing can be assigned later to pilot WO
        </Text>
      )}
    </Stack>
  );
};
