import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Heading } from "../shell/heading.tsx";
import { Tabs } from "../shell/tabs.tsx";

const tabs = [
  { title: "Features", href: "/features" },
  { title: "Time and cost", href: "/features/spent" },
];

export const above = { title: "Features", href: "/features" };

/** The title of a page of this workplace, and the pages beside it. */
export const FeaturesHeading = ({ title, children }: { title: string; children?: ReactNode }) => (
  <Stack gap="sm">
    <Heading title={title}>{children}</Heading>
    <Tabs of={tabs} label="Features" />
  </Stack>
);
