import { Group, Stack, Text } from "@mantine/core";
import type { Check } from "../../shared/ledger/proof/verify.ts";

/** Each step of a verification, and what is wrong where one does not hold. */
export const Checks = ({ of }: { of: readonly Check[] }) => (
  <Stack component="ol" gap={8} p={0} m={0} style={{ listStyle: "none" }}>
    {of.map(({ check, fault }) => (
      <li key={check} data-testid={fault === undefined ? "check-holds" : "check-fails"}>
        <Group gap={10} wrap="nowrap" align="flex-start">
          <Text
            span
            size="sm"
            fw={600}
            c={fault === undefined ? "var(--baton-good)" : "var(--mantine-color-error)"}
            w={56}
            flex="none"
          >
            {fault === undefined ? "Holds" : "Fails"}
          </Text>
          <div>
            <Text size="sm">{sentence(check)}</Text>
            {fault !== undefined && (
              <Text size="sm" c="var(--mantine-color-error)" style={{ overflowWrap: "anywhere" }}>
                {fault}
              </Text>
            )}
          </div>
        </Group>
      </li>
    ))}
  </Stack>
);

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
