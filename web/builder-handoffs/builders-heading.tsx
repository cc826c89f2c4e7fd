import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Heading } from "../shell/heading.tsx";
import { Tabs } from "../shell/tabs.tsx";

const tabs = [
  { title: "Board", href: "/builders" },
  { title: "Waves", href: "/builders/waves" },
  { title: "Prompt contracts", href: "/builders/contracts" },
];

export const aboveContracts = { title: "Prompt contracts", href: "/builders/contracts" };
export const above = { title: "Builders", href: "/builders" };

/** The title of a page of this workplace, and the pages beside it. */
export const BuildersHeading = ({ title, children }: { title: string; children?: ReactNode }) => (
  <Stack gap="sm">
    <Heading title={title}>{children}</Heading>
    <Tabs of={tabs} label="Builders" />
  </Stack>
);
