import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
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

/** Step 8 (AC-9): what the handoff made, and where it is. @param isOlder that it was executed another time, or by somebody else */
export const SuccessStep = ({ success, isOlder }: { success: Success; isOlder: boolean }) => {
  const { message, links, executed_at, digest } = success;
  return (
    <Section title="Success Confirmation" note={isOlder && "Project already handed off"} testId="step-8">
      <Stack gap="lg">
        <div role="status">
          <State tone="good">Launched</State>
          <Text fw={600} mt={4}>
            {message}
          </Text>
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
