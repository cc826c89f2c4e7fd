import { Anchor, Table, Text } from "@mantine/core";
import { Link, useParams } from "wouter";
import { isReplaced, rangeText } from "../../shared/launch-handoffs/effective-range.ts";
import { useRead } from "../api/hooks.ts";
import type { Answer } from "../api/route.ts";
import { Facts } from "../shell/facts.tsx";
import { Heading, Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { Refused } from "../shell/refused.tsx";
import { above } from "./launch-heading.tsx";
import { RecordState } from "./launch-state.tsx";
import { ProjectLink } from "./project-link.tsx";
import { getProduct, listProductBoms } from "./routes.ts";

/** A product and the BOMs that it is made by. */
export default function ProductPage() {
  const { productId } = useParams<{ productId: string }>();
  const reading = useRead(getProduct, { params: { productId } });
  const boms = useRead(listProductBoms, { params: { productId } });
  return (
    <RecordPage of="product" above={above} reading={reading}>
      {(product) => (
        <>
          <Heading title={`${product.product_code} - ${product.product_name}`} above={above} />
          {product.description !== null && <Text maw={720}>{product.description}</Text>}
          <Facts
            of={[
              ["Status", <RecordState key="status" status={product.status} />],
              ["Product Type", product.product_type],
              ["UoM", product.uom],
              product.npd_project_id === null
                ? undefined
                : ["NPD project", <ProjectLink key="p" id={product.npd_project_id} />],
              ["Created", <Created key="created" {...product} />],
            ]}
          />
          <Section title="BOMs">
            {boms.error && !boms.data && <Refused problem={boms.error} retry={boms.refetch} />}
            {!boms.error && !boms.data && <Loading lines={3} />}
            {boms.data && <Boms {...boms.data} />}
          </Section>
        </>
      )}
    </RecordPage>
  );
}

export const Created = ({ created_at, created_by }: { created_at: string; created_by: string }) => (
  <>
    <Moment at={created_at} /> by {created_by}
  </>
);

const Boms = ({ boms }: Answer<NonNullable<typeof listProductBoms.lambda>>) =>
  boms.length === 0 ? (
    <Text size="sm">None yet.</Text>
  ) : (
    <Table verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>BOM</Table.Th>
          <Table.Th>Status</Table.Th>
          <Table.Th visibleFrom="sm">Effective</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {boms.map(({ id, ...period }) => (
          <Table.Tr key={id}>
            <Table.Td style={{ overflowWrap: "anywhere" }}>
              <Anchor component={Link} href={`/technical/boms/${id}`} size="sm">
                {period.bom_number}
              </Anchor>
            </Table.Td>
            <Table.Td>
              <RecordState status={period.status} />
            </Table.Td>
            <Table.Td visibleFrom="sm">
              {isReplaced(period) ? `never: replaced on ${period.effective_from}` : rangeText(period)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
