import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Finding } from "../../shared/builder-handoffs/finding.ts";
import { State } from "../shell/state.tsx";

/** What a rule found, where, and what to do. */
export const FindingText = ({ finding, place }: { finding: Finding; place?: ReactNode }) => (
  <div>
    <Group gap="sm" justify="space-between" style={{ rowGap: 0 }}>
      <Group gap="sm">
        <State tone={finding.severity === "blocker" ? "bad" : "quiet"}>
          {finding.severity === "blocker" ? "Blocker" : "Warning"}
        </State>
        {place}
      </Group>
      <Text span size="xs" c="dimmed">
        {finding.rule}
      </Text>
    </Group>
    <Text size="sm" style={{ overflowWrap: "anywhere" }}>
      {finding.found}
    </Text>
    <Text size="sm" c="dimmed">
      {finding.fix}
    </Text>
  </div>
);
