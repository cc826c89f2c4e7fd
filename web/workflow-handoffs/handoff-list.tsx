import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useList } from "../api/hooks.ts";
import type { Answer, Asked } from "../api/route.ts";
import { ListTable, RowTitle } from "../shell/list-table.tsx";
import { Moment } from "../shell/moment.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import { ApprovalState, HandoffState, stateName } from "./handoff-state.tsx";
import { listHandoffs } from "./routes.ts";

type Listing = NonNullable<typeof listHandoffs.lambda>;
type Handoff = Answer<Listing>["handoffs"][number];

/** The handoffs that fit, the newest first; `none` stands where there are none. */
export const HandoffList = ({ query, none }: { query: NonNullable<Asked<Listing>["query"]>; none: ReactNode }) => {
  const list = useList(listHandoffs, {
    query: { ...query, limit: "25" },
  });
  return (
    <PagedList list={list} itemsOf={(page) => page.handoffs} none={none} more="Show older">
      {(handoffs) => (
        <ListTable
          of="workflow"
          items={handoffs}
          idOf={({ id }) => id}
          columns={{
            Handoff: (handoff) => <Title {...handoff} />,
            Status: ({ status, approval }) => (
              <>
                <HandoffState status={status} />
                {approval && (
                  <div>
                    <ApprovalState status={approval.status} />
                  </div>
                )}
              </>
            ),
          }}
          more={{
            From: ({ sender }) => sender,
            To: receiverOf,
            Submitted: ({ submitted_at }) => <Moment at={submitted_at} />,
          }}
        />
      )}
    </PagedList>
  );
};

const Title = ({ id, state, submitted_at, ...handoff }: Handoff) => (
  <>
    <RowTitle href={`/workflow/${id}`} name={stateName(state)} />
    <Text size="xs" c="dimmed" hiddenFrom="sm" component="div">
      {handoff.sender} → {receiverOf(handoff)}
    </Text>
    <Text size="xs" c="dimmed" hiddenFrom="sm" component="div">
      <Moment at={submitted_at} />
    </Text>
  </>
);

const receiverOf = ({ received_by, recipient }: Pick<Handoff, "received_by" | "recipient">) =>
  received_by ?? recipient ?? "anybody";
