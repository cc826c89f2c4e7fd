import { Group, Text } from "@mantine/core";
import { type Field, fieldNames, isCommandField, labels } from "../../shared/workflow-handoffs/block.ts";
import type { Finding } from "../../shared/workflow-handoffs/finding.ts";
import { NOT_APPLICABLE } from "../../shared/workflow-handoffs/state.ts";
import { CopyButton } from "../shell/copy-button.tsx";
import { Facts } from "../shell/facts.tsx";
import { Section } from "../shell/heading.tsx";
import { FieldFindings } from "./findings.tsx";

type BlockSectionProps = { fields: Partial<Record<Field, string | undefined>>; findings: readonly Finding[] };

/** The block as it was sealed, in the document's order, with the warnings that it was submitted with. */
export const BlockSection = ({ fields, findings }: BlockSectionProps) => (
  <Section title="Handoff" note={findings.length > 0 ? "Sealed with the warnings shown." : undefined} testId="block">
    <Facts
      of={fieldNames.map((field) => {
        const value = fields[field];
        return value === undefined
          ? undefined
          : [
              labels[field],
              <div key={field}>
                <Value field={field} value={value} />
                <FieldFindings of={findings.filter((finding) => finding.field === field)} />
              </div>,
            ];
      })}
    />
  </Section>
);

const Value = ({ field, value }: { field: Field; value: string }) => {
  if (value === NOT_APPLICABLE)
    return (
      <Text span size="sm" c="dimmed">
        not applicable
      </Text>
    );
  if (!isCommandField(field))
    return (
      <Text span size="sm" style={{ whiteSpace: "pre-wrap" }}>
        {value}
      </Text>
    );
  return (
    <Group gap={2} wrap="nowrap" align="flex-start">
      <Text span size="sm" ff="monospace" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {value}
      </Text>
      <CopyButton value={value} what={labels[field]} />
    </Group>
  );
};
