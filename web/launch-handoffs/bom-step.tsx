import { Anchor, Stack, Text, TextInput } from "@mantine/core";
import { Link } from "wouter";
import { isReplaced } from "../../shared/launch-handoffs/effective-range.ts";
import type { BomStep as BomOnStep } from "../../shared/launch-handoffs/wizard.ts";
import { Facts } from "../shell/facts.tsx";
import { BomDiff } from "./bom-diff.tsx";
import { BomPreview } from "./bom-preview.tsx";
import { pageOfProject } from "./launch-heading.tsx";
import { RecordState } from "./launch-state.tsx";
import type { WizardState } from "./use-wizard.ts";
import classes from "./wizard.module.css";

/** Step 3 (AC-4). */
export const BomStep = ({ state }: { state: WizardState }) => {
  const { wizard } = state;
  const { bom, product } = wizard.steps;
  return (
    <Stack gap="lg">
      <Facts
        of={[
          ["BOM Number", bom.bom_number],
          ["Product", bom.product_code],
          ["BOM Version", `v${bom.version}`],
          ["Status", <RecordState key="status" status={bom.status} />],
          ["Total Qty", bom.total_qty === null ? "–" : `${bom.total_qty} ${bom.uom}`],
          [
            "Source",
            <Anchor key="source" component={Link} href={`${pageOfProject(wizard.project.id)}#formulations`} size="sm">
              {bom.source}
            </Anchor>,
          ],
        ]}
      />
      {bom.bom_number_message !== null && <Text size="sm">{bom.bom_number_message}</Text>}
      <Period state={state} />
      {bom.closes.map((period) => (
        <Text key={period.bom_number} size="sm">
          {period.bom_number}{" "}
          {isReplaced(period)
            ? "begins on the same day: this one replaces it, and it is phased out."
            : `ends on ${period.effective_to}, the day before this one begins.`}
        </Text>
      ))}
      <BomPreview lines={bom.items} total={bom.items_total} uom={bom.uom} />
      {bom.diff && <BomDiff diff={bom.diff} lines={bom.items} before={product.current_bom?.bom_number ?? ""} />}
      {bom.allergens && <Allergens {...bom.allergens} />}
    </Stack>
  );
};

const Period = ({ state: { form, faults, mayEdit, enter } }: { state: WizardState }) => (
  <div className={classes.form}>
    {(
      [
        ["effective_from", "Effective From"],
        ["effective_to", "Effective To (optional)"],
      ] as const
    ).map(([field, label]) => (
      <TextInput
        key={field}
        type="date"
        label={label}
        value={form.bom_data[field]}
        error={faults.get(`bom_data.${field}`)}
        readOnly={!mayEdit}
        onChange={({ currentTarget: { value } }) => {
          enter({ bom_data: { ...form.bom_data, [field]: value } });
        }}
      />
    ))}
  </div>
);

const Allergens = ({ contains, may_contain, message }: NonNullable<BomOnStep["allergens"]>) => (
  <section aria-labelledby="allergens">
    <h3 id="allergens" className={classes.part}>
      Allergens
    </h3>
    <Facts
      of={[
        ["Contains", contains.length > 0 ? contains.join(", ") : "None declared"],
        ["May contain", may_contain.length > 0 ? may_contain.join(", ") : "None declared"],
        ["Status", "From formulation"],
      ]}
    />
    <Text size="sm" mt="sm">
      {message}
    </Text>
  </section>
);
