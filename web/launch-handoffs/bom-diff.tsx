import { Table, Text } from "@mantine/core";
import type { BomDiff as Diff } from "../../shared/launch-handoffs/bom-diff.ts";
import type { BomStep } from "../../shared/launch-handoffs/wizard.ts";
import classes from "./wizard.module.css";

type BomDiffProps = { diff: Diff; lines: BomStep["items"]; before: string };

/** What the new version changes of the one before it, ingredient by ingredient. */
export const BomDiff = ({ diff: { added, removed, changed, unchanged }, lines, before }: BomDiffProps) => {
  const names = new Map(
    lines.map(({ source_item: { product_id, product_name } }) => [String(product_id), product_name]),
  );
  const nameOf = ({ product_id }: { product_id: string | number }) =>
    names.get(String(product_id)) ?? `Product ${shortened(String(product_id))}`;
  const rows = [
    ...added.map((each) => [nameOf(each), "–", amount(each), "Added"]),
    ...changed.map((each) => [
      nameOf(each),
      `${each.quantity_before} ${each.uom}`,
      amount(each),
      each.difference.startsWith("-")
        ? `${each.difference.slice(1)} ${each.uom} less`
        : `${each.difference} ${each.uom} more`,
    ]),
    ...removed.map((each) => [nameOf(each), amount(each), "–", "Removed"]),
  ];
  return (
    <section aria-labelledby="changes">
      <h3 id="changes" className={classes.part}>
        What changes from {before}
      </h3>
      {rows.length > 0 && (
        <div className={classes.scroll} tabIndex={0} role="region" aria-label="Changed ingredients">
          <Table verticalSpacing={6} data-testid="table-bom-diff">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Ingredient</Table.Th>
                <Table.Th ta="right">Before</Table.Th>
                <Table.Th ta="right">After</Table.Th>
                <Table.Th ta="right">Difference</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(([name, ...cells], at) => (
                <Table.Tr key={at}>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>{name}</Table.Td>
                  {cells.map((cell, column) => (
                    <Table.Td key={column} ta="right" {...(column === 2 && { fw: 600 })}>
                      {cell}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {(rows.length === 0 || unchanged > 0) && (
        <Text size="sm" c="dimmed" mt="xs">
          {rows.length === 0 ? "Nothing changes: all ingredients stay as they are." : `${unchanged} stay as they are.`}
        </Text>
      )}
    </section>
  );
};

const amount = ({ quantity, uom }: { quantity: string; uom: string }): string => `${quantity} ${uom}`;

/** Of an ingredient that is gone nobody says the name; a UUID is known by its beginning. */
const shortened = (id: string): string => (id.length > 12 ? `${id.slice(0, 8)}…` : id);
