import { Stack } from "@mantine/core";
import { Empty } from "../shell/empty.tsx";
import { HandoffList } from "./handoff-list.tsx";
import { WorkflowHeading } from "./workflow-heading.tsx";

/** What whoever is signed in handed over. */
export default function SentPage() {
  return (
    <Stack gap="md">
      <WorkflowHeading title="Sent" />
      <HandoffList
        query={{ mine: "sent" }}
        none={<Empty title="You have handed nothing over yet">Begin with a new handoff.</Empty>}
      />
    </Stack>
  );
}
