import { Button, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { Heading } from "../shell/heading.tsx";
import { Tabs } from "../shell/tabs.tsx";
import { useMay } from "../shell/who.ts";

const tabs = [
  { title: "Received", href: "/workflow" },
  { title: "Waiting for approval", href: "/workflow/approvals" },
  { title: "Sent", href: "/workflow/sent" },
];

export const above = { title: "Workflow", href: "/workflow" };

/** The title of a page of this workplace, and the pages beside it. */
export const WorkflowHeading = ({ title, children }: { title: string; children?: ReactNode }) => {
  const { may } = useMay();
  return (
    <Stack gap="sm">
      <Heading title={title}>
        {children}
        {may("POST /api/workflow-handoffs") && (
          <Button component={Link} href="/workflow/new">
            New handoff
          </Button>
        )}
      </Heading>
      <Tabs of={tabs} label="Workflow" />
    </Stack>
  );
};
