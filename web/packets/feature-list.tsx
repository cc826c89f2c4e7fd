import type { ReactNode } from "react";
import type { FeatureStatus } from "../../shared/packets/feature.ts";
import { useList } from "../api/hooks.ts";
import { ListTable, RowTitle } from "../shell/list-table.tsx";
import { Moment } from "../shell/moment.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import { FeatureState } from "./feature-state.tsx";
import { listFeatures } from "./routes.ts";

type FeatureListProps = { query: { status?: FeatureStatus | undefined; epic_id?: string }; none: ReactNode };

/** The features that fit, the oldest first; `none` stands where there are none. */
export const FeatureList = ({ query, none }: FeatureListProps) => {
  const list = useList(listFeatures, { query: { ...query, limit: "25" } });
  return (
    <PagedList list={list} itemsOf={(page) => page.features} none={none}>
      {(features) => (
        <ListTable
          of="feature"
          items={features}
          idOf={({ id }) => id}
          columns={{
            Feature: ({ id, title, labels }) => (
              <RowTitle href={`/features/${id}`} name={title}>
                {labels.join(", ")}
              </RowTitle>
            ),
            Status: ({ status }) => <FeatureState status={status} />,
          }}
          more={{
            Priority: ({ priority }) => priority ?? "–",
            Changed: ({ updated_at }) => <Moment at={updated_at} />,
          }}
        />
      )}
    </PagedList>
  );
};
