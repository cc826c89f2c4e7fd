import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Heading } from "../shell/heading.tsx";
import { Tabs } from "../shell/tabs.tsx";

const tabs = [
  { title: "History", href: "/audit" },
  { title: "Sealed handoffs", href: "/audit/sealed" },
  { title: "Verify", href: "/audit/verify" },
  { title: "Reconciliation", href: "/audit/reconciliation" },
  { title: "Checkpoint", href: "/audit/checkpoint" },
];

export const above = { title: "Audit", href: "/audit" };

/** The title of a page of this workplace, and the pages beside it. */
export const AuditHeading = ({ title, children }: { title: string; children?: ReactNode }) => (
  <Stack gap="sm">
    <Heading title={title}>{children}</Heading>
    <Tabs of={tabs} label="Audit" />
  </Stack>
);
