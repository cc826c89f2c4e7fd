import { Stack, Tabs, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { AnsweredPacket } from "../../shared/packets/packet.ts";
import { SealedDigest } from "../shell/digest.tsx";
import { Facts } from "../shell/facts.tsx";
import { Section } from "../shell/heading.tsx";
import { Moment } from "../shell/moment.tsx";
import { counted, dollars, duration } from "./amounts.ts";
import { PacketState } from "./feature-state.tsx";
import { PacketChanges } from "./packet-changes.tsx";
import { ActivityEntry, ArtifactEntry, DecisionEntry, Entries } from "./packet-entries.tsx";
import { figureName, inText } from "./packet-figure.tsx";
import { packetName } from "./packet-timeline.tsx";

/** One packet: its figures, what it says, and what it changed. `lineage` is shown below its title. */
export const PacketPanel = ({ packet, lineage }: { packet: AnsweredPacket; lineage: ReactNode }) => (
  <Section title={packetName(packet)} note={agentIn(packet)} testId="panel-packet">
    <Stack gap="lg">
      {lineage}
      <PacketFacts packet={packet} />
      <PacketTabs key={packet.id} packet={packet} />
    </Stack>
  </Section>
);

const agentIn = ({ agent_name, agent_id, agent_type, model }: AnsweredPacket): string =>
  [`${agent_name} (${[agent_id, agent_type].filter(Boolean).join(", ")})`, model].filter(Boolean).join(" · ");

const PacketFacts = ({ packet }: { packet: AnsweredPacket }) => {
  const { status, started_at, completed_at, duration_ms, cost_usd, rejection_reason, digest } = packet;
  return (
    <Facts
      of={[
        ["Status", <PacketState key="status" status={status} testId="text-packet-status" />],
        rejection_reason ? ["Rejected because", rejection_reason] : undefined,
        started_at ? ["Started", <Moment key="started" at={started_at} />] : undefined,
        completed_at ? ["Completed", <Moment key="completed" at={completed_at} />] : undefined,
        duration_ms === null ? undefined : ["Time", duration(duration_ms)],
        cost_usd === null ? undefined : ["Cost", dollars(cost_usd)],
        tokensIn(packet),
        ["Recorded", <Recorded key="recorded" {...packet} />],
        ["Digest", <SealedDigest key="digest" value={digest} />],
      ]}
    />
  );
};

const Recorded = ({ created_at, created_by }: AnsweredPacket) => (
  <>
    <Moment at={created_at} /> by {created_by}
  </>
);

const tokensIn = (packet: AnsweredPacket) => {
  const said = [
    ["in", packet.cost_tokens_in],
    ["out", packet.cost_tokens_out],
    ["read from the cache", packet.cost_tokens_cache_read],
    ["written to it", packet.cost_tokens_cache_write],
  ] as const;
  const known = said.flatMap(([way, count]) => (count === null ? [] : `${counted(count)} ${way}`));
  return known.length === 0 ? undefined : (["Tokens", known.join(", ")] as const);
};

/** The value becomes part of an id, so it has no blanks. */
type Panel = { value: string; label: string; content: ReactNode };

const PacketTabs = ({ packet }: { packet: AnsweredPacket }) => {
  const { output_artifacts: artifacts, output_decisions: decisions, activity_log: activities } = packet;
  const panels: readonly Panel[] = [
    { value: "summary", label: "Summary", content: <Summary {...packet} /> },
    {
      value: "artifacts",
      label: `Artifacts (${artifacts.length})`,
      content: (
        <Entries none="No artifact is named.">
          {artifacts.map((artifact, at) => (
            <ArtifactEntry key={at} artifact={artifact} />
          ))}
        </Entries>
      ),
    },
    {
      value: "decisions",
      label: `Decisions (${decisions.length})`,
      content: (
        <Entries none="No decision is named.">
          {decisions.map((decision, at) => (
            <DecisionEntry key={at} decision={decision} />
          ))}
        </Entries>
      ),
    },
    {
      value: "activity",
      label: `Activity (${activities.length})`,
      content: (
        <Entries none="No activity was logged.">
          {activities.map((activity, at) => (
            <ActivityEntry key={at} activity={activity} />
          ))}
        </Entries>
      ),
    },
    ...(packet.previous_version_id === null
      ? []
      : [
          {
            value: "changes",
            label: `Changes since version ${packet.version - 1}`,
            content: <PacketChanges packet={packet} />,
          },
        ]),
  ];
  return (
    <Tabs defaultValue="summary" keepMounted={false}>
      <Tabs.List mb="md">
        {panels.map(({ value, label }) => (
          <Tabs.Tab key={value} value={value}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {panels.map(({ value, content }) => (
        <Tabs.Panel key={value} value={value}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
};

const Summary = ({
  output_summary,
  output_summary_truncated,
  output_summary_length,
  output_metrics,
}: AnsweredPacket) => {
  const metrics = Object.entries(output_metrics ?? {});
  return (
    <Stack gap="md">
      <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }} data-testid="text-packet-summary">
        {output_summary}
      </Text>
      {output_summary_truncated && (
        <Text size="sm" c="dimmed">
          Cut: {counted(output_summary_length)} characters were sent.
        </Text>
      )}
      {metrics.length > 0 && <Facts of={metrics.map(([name, value]) => [figureName(name), inText(value)] as const)} />}
    </Stack>
  );
};
