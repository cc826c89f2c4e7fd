import { Anchor, Button, Group, Stack, Text, VisuallyHidden } from "@mantine/core";
import { Link } from "wouter";
import type { HandoffStatus } from "../../shared/launch-handoffs/wizard.ts";
import { SealedDigest } from "../shell/digest.tsx";
import { Facts } from "../shell/facts.tsx";
import { Section } from "../shell/heading.tsx";
import { Moment } from "../shell/moment.tsx";
import { State } from "../shell/state.tsx";

type Success = NonNullable<HandoffStatus["handoff"]>;

const names: Record<string, readonly [record: string, view: string]> = {
  product: ["Product", "View Product"],
  bom: ["BOM", "View BOM"],
  pilot_wo: ["Pilot WO", "View Pilot WO"],
};

type SuccessStepProps = {
  success: Success;
  /** That the reader has just executed. */
  isAnswer: boolean;
  /** That it was executed another time, or by somebody else. */
  isOlder: boolean;
};

/** Step 8 (AC-9): what the handoff made, and where it is. */
export const SuccessStep = ({ success, isAnswer, isOlder }: SuccessStepProps) => {
  const { message, links, executed_at, digest, warnings = [] } = success;
  return (
    <Section
      title="Success Confirmation"
      note={isOlder && "Project already handed off"}
      testId="step-8"
      isAnswer={isAnswer}
    >
      <Stack gap="lg">
        <div>
          <State tone="good">Launched</State>
          <Text fw={600} mt={4}>
            <Message text={message} />
          </Text>
          {warnings.map((warning) => (
            <Text key={warning} size="sm" mt={4}>
              {warning}.
            </Text>
          ))}
        </div>
        <Facts
          of={[
            ...links.map(
              ({ record, label, link }) =>
                [
                  names[record]?.[0] ?? record,
                  <Anchor key={record} component={Link} href={link} size="sm">
                    {label}
                  </Anchor>,
                ] as const,
            ),
            ["Executed", <Moment key="at" at={executed_at} />],
            ["Digest", <SealedDigest key="digest" value={digest} />],
          ]}
        />
        <Group gap="sm">
          {links.map(({ record, link }, at) => (
            <Button key={record} component={Link} href={link} variant={at === 0 ? "filled" : "default"}>
              {names[record]?.[1] ?? "View"}
            </Button>
          ))}
          <Button component={Link} href="/npd/projects" variant="default">
            Back to NPD Projects
          </Button>
        </Group>
      </Stack>
    </Section>
  );
};

const JOY = "🎉";

/** What the document says, with its first sign drawn: not every machine has a font that holds it. */
const Message = ({ text }: { text: string }) => {
  if (!text.startsWith(JOY)) return text;
  return (
    <>
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden style={{ verticalAlign: "-4px" }}>
        <path d="M2 18 7 6.5 13.5 13Z" fill="#d69e2e" />
        <path d="M9 4q2-2 1-3M15 10q2-2 4-1M12 7q3 0 4-4" fill="none" stroke="#d53f8c" strokeWidth="1.5" />
        <g fill="#3182ce">
          <circle cx="6" cy="3" r="1.1" />
          <circle cx="17" cy="14" r="1.1" />
          <circle cx="18" cy="6" r="1.1" />
        </g>
      </svg>
      <VisuallyHidden>{JOY}</VisuallyHidden>
      {text.slice(JOY.length)}
    </>
  );
};
