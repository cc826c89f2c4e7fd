import { Group, Text } from "@mantine/core";

/** How a state is to be taken; the word beside the dot says it too. */
export type Tone = "quiet" | "current" | "good" | "bad" | "over";

export const colors: Record<Tone, string> = {
  quiet: "var(--mantine-color-gray-5)",
  current: "var(--mantine-primary-color-filled)",
  good: "var(--baton-good)",
  bad: "var(--mantine-color-error)",
  over: "transparent",
};

/** A state in a word, with a dot of its colour. */
export const State = ({ tone, children, testId }: { tone: Tone; children: string; testId?: string }) => (
  <Group gap={8} wrap="nowrap" display="inline-flex" data-testid={testId}>
    <span
      aria-hidden
      style={{
        width: 8,
        height: 8,
        flex: "none",
        borderRadius: "50%",
        background: colors[tone],
        boxShadow: tone === "over" ? "inset 0 0 0 1.5px var(--mantine-color-gray-5)" : "none",
      }}
    />
    <Text span size="sm" style={{ whiteSpace: "nowrap" }}>
      {children}
    </Text>
  </Group>
);
