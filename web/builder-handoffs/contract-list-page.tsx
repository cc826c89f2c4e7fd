import { Button, Stack } from "@mantine/core";
import { Link } from "wouter";
import { useList } from "../api/hooks.ts";
import { Digest } from "../shell/digest.tsx";
import { Empty } from "../shell/empty.tsx";
import { ListTable, RowTitle } from "../shell/list-table.tsx";
import { Moment } from "../shell/moment.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import { useMay } from "../shell/who.ts";
import { BuildersHeading } from "./builders-heading.tsx";
import { listPromptContracts } from "./routes.ts";

/** What builders are asked by. A version is published once, and never changed. */
export default function ContractListPage() {
  const { may } = useMay();
  const list = useList(listPromptContracts, { query: { limit: "25" } });
  const mayRead = may("GET /api/builder-prompt-contracts/{version}");
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
          <ListTable
            of="contract"
            items={contracts}
            idOf={({ version }) => version}
            columns={{
              Version: ({ version }) => (
                <RowTitle href={mayRead ? `/builders/contracts/${version}` : undefined} name={version} />
              ),
              Published: ({ created_at }) => <Moment at={created_at} />,
            }}
            more={{
              By: ({ created_by }) => created_by,
              Digest: ({ digest }) => <Digest value={digest} />,
            }}
          />
        )}
      </PagedList>
    </Stack>
  );
}
