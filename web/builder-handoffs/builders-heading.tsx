import { Stack } from "@mantine/core";
import { Heading } from "../shell/heading.tsx";
import { Tabs } from "../shell/tabs.tsx";

const tabs = [
  { title: "Board", href: "/builders" },
  { title: "Waves", href: "/builders/waves" },
];

export const above = { title: "Builders", href: "/builders" };

/** The title of a page of this workplace, and the pages beside it. */
export const BuildersHeading = ({ title }: { title: string }) => (
  <Stack gap="sm">
    <Heading title={title} />
    <Tabs of={tabs} label="Builders" />
  </Stack>
);
