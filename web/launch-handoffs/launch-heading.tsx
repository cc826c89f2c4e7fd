import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Heading } from "../shell/heading.tsx";
import { Tabs } from "../shell/tabs.tsx";
import { useMay } from "../shell/who.ts";

export const above = { title: "Projects", href: "/npd/projects" };
export const pageOfProject = (id: string | number): string => `/npd/projects/${id}`;

const tabs = [
  { title: "Projects", href: "/npd/projects", needs: "GET /api/npd/projects" },
  { title: "Notifications", href: "/npd/notifications", needs: "GET /api/notifications" },
  { title: "Settings", href: "/npd/settings", needs: "PUT /api/npd/settings" },
] as const;

/** The title of a page of this workplace, and the pages beside it that this person may see. */
export const LaunchHeading = ({ title, children }: { title: string; children?: ReactNode }) => {
  const { may } = useMay();
  const open = tabs.filter(({ needs }) => may(needs));
  return (
    <Stack gap="sm">
      <Heading title={title}>{children}</Heading>
      {open.length > 1 && <Tabs of={open} label="Launch" />}
    </Stack>
  );
};
