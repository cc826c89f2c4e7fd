import { Radio, Stack, Text, TextInput, Textarea } from "@mantine/core";
import type { ProductStep as ProductOnStep } from "../../shared/launch-handoffs/wizard.ts";
import { Facts } from "../shell/facts.tsx";
import { RecordState } from "./launch-state.tsx";
import { ProductPicker } from "./product-picker.tsx";
import type { WizardState } from "./use-wizard.ts";
import classes from "./wizard.module.css";

/** Step 2 (AC-3). */
export const ProductStep = ({ state }: { state: WizardState }) => {
  const { form, mayEdit, enter } = state;
  return (
    <Stack gap="lg">
      <Radio.Group
        aria-label="Product decision"
        value={form.product_action}
        onChange={(value) => {
          enter({ product_action: value === "update" ? "update" : "create" }, true);
        }}
      >
        <Stack gap="sm">
          <Radio
            value="create"
            label="Create New Product"
            description="Create a new product record"
            disabled={!mayEdit}
          />
          <Radio
            value="update"
            label="Update Existing Product"
            description="Add new BOM version to existing product"
            disabled={!mayEdit}
          />
        </Stack>
      </Radio.Group>
      {form.product_action === "create" ? <NewProduct state={state} /> : <ProductInUse state={state} />}
    </Stack>
  );
};

const fields = [
  ["product_code", "Product Code"],
  ["product_name", "Product Name"],
  ["product_type", "Product Type"],
  ["uom", "UoM"],
] as const;

const NewProduct = ({ state: { form, faults, mayEdit, enter } }: { state: WizardState }) => {
  const set = (field: keyof typeof form.product_data, value: string) => {
    enter({ product_data: { ...form.product_data, [field]: value.normalize("NFC") } });
  };
  return (
    <div className={classes.form}>
      {fields.map(([field, label]) => (
        <TextInput
          key={field}
          label={label}
          value={form.product_data[field]}
          error={faults.get(`product_data.${field}`)}
          readOnly={!mayEdit}
          onChange={({ currentTarget }) => {
            set(field, currentTarget.value);
          }}
        />
      ))}
      <Textarea
        className={classes.wide ?? ""}
        label="Description"
        autosize
        minRows={2}
        value={form.product_data.description}
        error={faults.get("product_data.description")}
        readOnly={!mayEdit}
        onChange={({ currentTarget }) => {
          set("description", currentTarget.value);
        }}
      />
      <div className={classes.wide}>
        <Facts of={[["Status", <RecordState key="status" status="draft" />]]} />
      </div>
    </div>
  );
};

const ProductInUse = ({ state: { form, wizard, mayEdit, enter } }: { state: WizardState }) => {
  const { product } = wizard.steps;
  return (
    <Stack gap="md">
      <ProductPicker
        value={form.product_id}
        shown={product.product}
        isReadOnly={!mayEdit}
        onPick={(product_id) => {
          enter({ product_id }, true);
        }}
      />
      {form.product_id !== null && form.product_id === product.product?.id && <Picked {...product} />}
    </Stack>
  );
};

const Picked = ({ product, current_bom: bom, message }: ProductOnStep) => (
  <Stack gap="sm" data-testid="picked-product">
    <Facts
      of={[
        ["Product Code", product?.product_code],
        ["Product Name", product?.product_name],
        ["Current BOM", bom ? `${bom.bom_number} (${periodOf(bom)})` : "None yet"],
      ]}
    />
    {message !== null && <Text size="sm">{message}</Text>}
  </Stack>
);

/** The document's word for what is used today, and the days of it. */
const periodOf = ({ effective_from, effective_to }: NonNullable<ProductOnStep["current_bom"]>): string =>
  `effective from ${effective_from}${effective_to === null ? "" : ` to ${effective_to}`}`;
