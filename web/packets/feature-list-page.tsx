import { Stack } from "@mantine/core";
import { FeatureStatus } from "../../shared/packets/feature.ts";
import { Empty } from "../shell/empty.tsx";
import { StatusFilter, useFilter } from "../shell/list-filter.tsx";
import { FeatureList } from "./feature-list.tsx";
import { FeaturesHeading } from "./features-heading.tsx";
import { statusName } from "./feature-state.tsx";

export default function FeatureListPage() {
  const status = useFilter("status", FeatureStatus.options);
  return (
    <Stack gap="md">
      <FeaturesHeading title="Features">
        <StatusFilter of={FeatureStatus.options} nameOf={statusName} />
      </FeaturesHeading>
      <FeatureList
        query={{ status }}
        none={
          <Empty title={status ? `No feature is in ${statusName(status)}` : "No features yet"}>
            Your board makes them with PUT /api/features/&#123;id&#125;.
          </Empty>
        }
      />
    </Stack>
  );
}
