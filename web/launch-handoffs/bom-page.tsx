import { Table, Text } from "@mantine/core";
import { useParams } from "wouter";
import { isReplaced } from "../../shared/launch-handoffs/effective-range.ts";
import type { WholeBom } from "../../shared/launch-handoffs/bom.ts";
import { useRead } from "../api/hooks.ts";
import { Facts } from "../shell/facts.tsx";
import { Heading, Section } from "../shell/heading.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { above } from "./launch-heading.tsx";
import { RecordState } from "./launch-state.tsx";
import { useIngredientNames } from "./ingredient-names.ts";
import { Created } from "./product-page.tsx";
import { getBom } from "./routes.ts";
import classes from "./wizard.module.css";

const UNTIL_NEXT = "Until another version follows";

/** What a product is made of, and from when to when. */
export default function BomPage() {
  const { bomId } = useParams<{ bomId: string }>();
  const reading = useRead(getBom, { params: { bomId } });
  return (
    <RecordPage of="BOM" above={above} reading={reading}>
      {(bom) => (
        <>
          <Heading title={bom.bom_number} above={{ title: "Product", href: `/technical/products/${bom.product_id}` }} />
          <Facts
            of={[
              ["BOM Version", `v${bom.version}`],
              ["Status", <RecordState key="status" status={bom.status} />],
              ["Effective From", bom.effective_from],
              ["Effective To", isReplaced(bom) ? "Never: replaced on that day" : (bom.effective_to ?? UNTIL_NEXT)],
              ["Total Qty", `${bom.total_qty} ${bom.uom}`],
              bom.npd_formulation_id === null ? undefined : ["NPD formulation", String(bom.npd_formulation_id)],
              bom.allergens === null ? undefined : ["Contains", bom.allergens.contains.join(", ") || "None declared"],
              bom.allergens === null
                ? undefined
                : ["May contain", bom.allergens.may_contain.join(", ") || "None declared"],
              ["Created", <Created key="created" {...bom} />],
            ]}
          />
          <Section title="Items" note={`${bom.items.length} ${bom.items.length === 1 ? "item" : "items"}`}>
            <Items bom={bom} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}

const Items = ({ bom }: { bom: WholeBom }) => {
  const names = useIngredientNames(bom);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Items of the BOM">
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Product</Table.Th>
            <Table.Th ta="right">Quantity</Table.Th>
            <Table.Th ta="right">%</Table.Th>
            <Table.Th>Item Type</Table.Th>
            <Table.Th>Notes</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bom.items.map(({ product_id, quantity, uom, percentage, item_type, notes }, at) => (
            <Table.Tr key={at}>
              <Table.Td>
                {names.get(String(product_id)) ?? (
                  <Text span size="sm" ff="monospace">
                    {product_id}
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="right">
                {quantity} {uom}
              </Table.Td>
              <Table.Td ta="right">{percentage ?? "–"}</Table.Td>
              <Table.Td>{item_type}</Table.Td>
              <Table.Td>{notes ?? "–"}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
};
