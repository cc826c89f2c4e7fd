import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** Where a list has nothing: what would stand here, and how it comes to. */
export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <Stack gap={4} align="center" py={48} px="md" ta="center">
    <Text fw={600}>{title}</Text>
    {children && (
      <Text size="sm" c="dimmed" maw={440} component="div">
        {children}
      </Text>
    )}
  </Stack>
);
