import { Group, Stack, Text } from "@mantine/core";
import type { ShownItem } from "../../shared/builder-handoffs/checklist-evidence.ts";
import { useRead } from "../api/hooks.ts";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";
import { FindingText } from "./finding-text.tsx";
import { getChecklist } from "./routes.ts";

/** The reviewer's checklist as it stands, and what each item rests on. */
export const ChecklistSection = ({ handoffId }: { handoffId: string }) => {
  const { data, error, refetch } = useRead(getChecklist, { params: { handoffId } });
  const passed = data?.checklist.filter((item) => item.passed).length;
  return (
    <Section
      title="Checklist"
      note={data && `${passed} of ${data.checklist.length} items pass`}
      testId="section-checklist"
    >
      {!data && (error ? <Refused problem={error} retry={refetch} /> : <Loading lines={10} />)}
      {data && (
        <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: "none" }}>
          {data.checklist.map((item) => (
            <Item key={item.item} item={item} />
          ))}
        </Stack>
      )}
    </Section>
  );
};

const Item = ({ item: { item, says, passed, findings, evidence } }: { item: ShownItem }) => (
  <li data-testid={passed ? "item-passes" : "item-fails"}>
    <Group gap={10} wrap="nowrap" align="flex-start">
      <Text span size="sm" fw={600} c={passed ? "var(--baton-good)" : "var(--mantine-color-error)"} w={48} flex="none">
        {passed ? "Pass" : "Fail"}
      </Text>
      <div style={{ minWidth: 0, flex: 1 }}>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {says}
        </Text>
        {evidence.length > 0 && <RestsOn evidence={evidence} />}
        {!passed && (
          <Stack gap="xs" mt={6}>
            {findings.length === 0 && (
              <Text size="sm" c="dimmed">
                The results do not show it.
              </Text>
            )}
            {findings.map((finding) => (
              <FindingText
                key={`${item} ${finding.rule} ${finding.line} ${finding.found}`}
                finding={finding}
                place={
                  finding.line !== undefined && (
                    <Text span size="xs" c="dimmed">
                      Line {finding.line}
                    </Text>
                  )
                }
              />
            ))}
          </Stack>
        )}
      </div>
    </Group>
  </li>
);

const names = { spec: "Spec", results: "Results" } as const;

const RestsOn = ({ evidence }: Pick<ShownItem, "evidence">) => (
  <Stack component="ul" gap={0} m={0} mt={2} p={0} style={{ listStyle: "none" }} data-testid="evidence">
    {evidence.map(({ kind, line, text }) => (
      <Text key={line} component="li" size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {names[kind]}, line {line}: {text}
      </Text>
    ))}
  </Stack>
);
