import { Anchor, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";

type Cells<Item> = Readonly<Record<string, (item: Item) => ReactNode>>;

type ListTableProps<Item> = {
  /** What a row is about: "run". */
  of: string;
  items: readonly Item[];
  idOf: (item: Item) => string | number;
  /** Each column by what stands above it. */
  columns: Cells<Item>;
  /** Those that are shown only where there is room. */
  more: Cells<Item>;
};

/** The table of a list, a row an item. */
export const ListTable = <Item,>({ of, items, idOf, columns, more }: ListTableProps<Item>) => {
  const all = [
    ...Object.entries(columns).map(([name, cell]) => ({ name, cell, where: {} })),
    ...Object.entries(more).map(([name, cell]) => ({ name, cell, where: { visibleFrom: "sm" } })),
  ];
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          {all.map(({ name, where }) => (
            <Table.Th key={name} {...where}>
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={idOf(item)} data-testid={`row-${of}-${idOf(item)}`}>
            {all.map(({ name, cell, where }) => (
              <Table.Td key={name} {...where}>
                {cell(item)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
};

type RowTitleProps = {
  /** Where it leads, for who may go there. */
  href: string | undefined;
  name: string;
  children?: ReactNode;
};

/** What a row is about, and the line beneath it. */
export const RowTitle = ({ href, name, children }: RowTitleProps) => (
  <>
    {href === undefined ? (
      <Text span fw={600} size="sm">
        {name}
      </Text>
    ) : (
      <Anchor component={Link} href={href} fw={600} size="sm">
        {name}
      </Anchor>
    )}
    {children && (
      <Text size="sm" c="dimmed" component="div">
        {children}
      </Text>
    )}
  </>
);
