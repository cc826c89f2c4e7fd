import { Text } from "@mantine/core";
import type { Finding } from "../../shared/workflow-handoffs/finding.ts";

/** What the rules have against a field, and what to do; the sentence of each rule is in docs/workflow-rules.md. */
export const FieldFindings = ({ of }: { of: readonly Finding[] }) =>
  of.map(({ rule, severity, fix }) => (
    <Text
      key={rule}
      size="xs"
      c={severity === "blocker" ? "var(--mantine-color-error)" : "dimmed"}
      mt={2}
      component="div"
      data-rule={rule}
    >
      <strong>{severity === "blocker" ? "Blocker" : "Warning"}:</strong> {fix}
    </Text>
  ));
