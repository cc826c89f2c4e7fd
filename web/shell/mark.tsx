import { Group, Text } from "@mantine/core";

/** The name of the product, and its sign: one end of a baton for each hand. */
export const Mark = () => (
  <Group gap={10} wrap="nowrap">
    <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#175f73" />
      <path d="M8 22 22 8" stroke="#fff" strokeWidth="5" strokeLinecap="round" />
      <circle cx="22.5" cy="22.5" r="2.5" fill="#9fd4e0" />
    </svg>
    <Text fw={600} size="lg" lh={1}>
      Baton
    </Text>
  </Group>
);
