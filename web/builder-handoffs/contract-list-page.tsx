import { Anchor, Button, Stack, Table } from "@mantine/core";
import { Link } from "wouter";
import { useList } from "../api/hooks.ts";
import { Digest } from "../shell/digest.tsx";
import { Empty } from "../shell/empty.tsx";
import { Moment } from "../shell/moment.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import { useMay } from "../shell/who.ts";
import { BuildersHeading } from "./builders-heading.tsx";
import { listPromptContracts } from "./routes.ts";

/** What builders are asked by. A version is published once, and never changed. */
export default function ContractListPage() {
  const { may } = useMay();
  const list = useList(listPromptContracts, { query: { limit: "25" } });
  const mayPublish = may("PUT /api/builder-prompt-contracts/{version}");
  return (
    <Stack gap="md">
      <BuildersHeading title="Prompt contracts">
        {mayPublish && (
          <Button component={Link} href="/builders/contracts/new">
            Publish a version
          </Button>
        )}
      </BuildersHeading>
      <PagedList
        list={list}
        itemsOf={(page) => page.contracts}
        none={
          <Empty title="No contract is published">
            It holds the prompt of a builder and the 13 questions that are answered before anything is built.
          </Empty>
        }
        lines={4}
      >
        {(contracts) => (
          <Table verticalSpacing="sm" highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Version</Table.Th>
                <Table.Th>Published</Table.Th>
                <Table.Th visibleFrom="sm">By</Table.Th>
                <Table.Th visibleFrom="sm">Digest</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {contracts.map(({ version, digest, created_at, created_by }) => (
                <Table.Tr key={version}>
                  <Table.Td fw={600}>
                    {may("GET /api/builder-prompt-contracts/{version}") ? (
                      <Anchor component={Link} href={`/builders/contracts/${version}`} fw={600} size="sm">
                        {version}
                      </Anchor>
                    ) : (
                      version
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Moment at={created_at} />
                  </Table.Td>
                  <Table.Td visibleFrom="sm">{created_by}</Table.Td>
                  <Table.Td visibleFrom="sm">
                    <Digest value={digest} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </PagedList>
    </Stack>
  );
}
