import { Button, Group, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { BomItem } from "../../shared/launch-handoffs/bom.ts";
import type { FormulationItem } from "../../shared/launch-handoffs/formulation.ts";
import type { BomStep } from "../../shared/launch-handoffs/wizard.ts";

const AT_ONCE = 100;

type BomPreviewProps = { lines: BomStep["items"]; total: string | null; uom: string };

/** Each line of the formulation and the line of the BOM that it becomes, one for one (AC-4). */
export const BomPreview = ({ lines, total, uom }: BomPreviewProps) => {
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <div>
      <Table verticalSpacing={6} data-testid="table-bom-preview">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Source Item</Table.Th>
            <Table.Th aria-hidden />
            <Table.Th>BOM Item</Table.Th>
            <Table.Th visibleFrom="sm">Item Type</Table.Th>
            <Table.Th visibleFrom="sm">Notes</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.slice(0, shown).map((line, at) => (
            <Line key={at} {...line} />
          ))}
        </Table.Tbody>
      </Table>
      <Group justify="space-between" mt="xs">
        <Text size="sm" c="dimmed">
          {lines.length} {lines.length === 1 ? "item" : "items"}
          {total !== null && `, ${total} ${uom} together`}
        </Text>
        {shown < lines.length && (
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              setShown(shown + 5 * AT_ONCE);
            }}
          >
            Show more of {lines.length} lines
          </Button>
        )}
      </Group>
    </div>
  );
};

const Line = ({ source_item, bom_item }: BomStep["items"][number]) => (
  <Table.Tr>
    <Table.Td>
      <Ingredient name={source_item.product_name ?? String(source_item.product_id)} of={source_item} />
    </Table.Td>
    <Table.Td aria-hidden c="dimmed" px={0}>
      →
    </Table.Td>
    <Table.Td>
      <Ingredient name={source_item.product_name ?? String(bom_item.product_id)} of={bom_item} />
      {bom_item.notes && (
        <Text size="xs" c="dimmed" hiddenFrom="sm">
          {bom_item.notes}
        </Text>
      )}
    </Table.Td>
    <Table.Td visibleFrom="sm">{bom_item.item_type}</Table.Td>
    <Table.Td visibleFrom="sm">{bom_item.notes ?? "–"}</Table.Td>
  </Table.Tr>
);

const Ingredient = ({ name, of }: { name: string; of: FormulationItem | BomItem }) => (
  <>
    {name}{" "}
    <Text span size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
      {amountOf(of)}
    </Text>
  </>
);

const amountOf = ({ quantity, uom, percentage }: FormulationItem | BomItem): string =>
  `${quantity} ${uom}${percentage === undefined ? "" : ` · ${percentage}%`}`;
