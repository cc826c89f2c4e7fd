import { Stack } from "@mantine/core";
import { Empty } from "../shell/empty.tsx";
import { HandoffList } from "./handoff-list.tsx";
import { WorkflowHeading } from "./workflow-heading.tsx";

/** What a human has to decide before it goes on. */
export default function ApprovalsPage() {
  return (
    <Stack gap="md">
      <WorkflowHeading title="Waiting for approval" />
      <HandoffList
        query={{ awaiting: "approval" }}
        none={<Empty title="Nothing waits for approval">Blocks that need a human to decide come here.</Empty>}
      />
    </Stack>
  );
}
