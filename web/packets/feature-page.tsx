import { Anchor, Button, Group, Text } from "@mantine/core";
import { Link, useParams, useSearchParams } from "wouter";
import type { Feature } from "../../shared/packets/feature.ts";
import type { AnsweredPacket } from "../../shared/packets/packet.ts";
import { useList, useRead } from "../api/hooks.ts";
import { Columns } from "../shell/columns.tsx";
import { Empty } from "../shell/empty.tsx";
import { Facts } from "../shell/facts.tsx";
import { Heading, Section } from "../shell/heading.tsx";
import { HistoryLink } from "../shell/history-link.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { Refused } from "../shell/refused.tsx";
import classes from "./feature-page.module.css";
import { FeatureState } from "./feature-state.tsx";
import { above } from "./features-heading.tsx";
import { PacketExport } from "./packet-export.tsx";
import { PacketLineage } from "./packet-lineage.tsx";
import { PacketPanel } from "./packet-panel.tsx";
import { inTime, PacketTimeline } from "./packet-timeline.tsx";
import { Pipeline } from "./pipeline.tsx";
import { getFeature, listPackets, summariseFeature } from "./routes.ts";
import { SpentSection } from "./spent-section.tsx";

export default function FeaturePage() {
  const { featureId } = useParams<{ featureId: string }>();
  const reading = useRead(getFeature, { params: { featureId } });
  return (
    <RecordPage of="feature" above={above} reading={reading}>
      {(feature) => (
        <>
          <Heading title={feature.title} above={above}>
            <PacketExport featureId={feature.id} />
          </Heading>
          {feature.description && <Text maw={720}>{feature.description}</Text>}
          <FeatureFacts feature={feature} />
          <Handoffs featureId={feature.id} />
        </>
      )}
    </RecordPage>
  );
}

const FeatureFacts = ({ feature: { status, priority, labels, epic_id, updated_at } }: { feature: Feature }) => (
  <Facts
    of={[
      ["Status on the board", <FeatureState key="status" status={status} />],
      priority ? ["Priority", String(priority)] : undefined,
      labels.length > 0 ? ["Labels", labels.join(", ")] : undefined,
      epic_id
        ? [
            "Epic",
            <Anchor key="epic" component={Link} href={`/features/epics/${epic_id}`} size="sm">
              {epic_id}
            </Anchor>,
          ]
        : undefined,
      ["Changed", <Moment key="changed" at={updated_at} />],
    ]}
  />
);

/** All that was handed over for a feature. The address says which packet is shown; the newest unless it does. */
const Handoffs = ({ featureId }: { featureId: string }) => {
  const [search] = useSearchParams();
  const summary = useRead(summariseFeature, { params: { featureId } });
  const list = useList(listPackets, { params: { featureId } });
  const problem = summary.error ?? list.error;
  if (problem && !(summary.data && list.data))
    return <Refused problem={problem} retry={() => Promise.all([summary.refetch(), list.refetch()])} />;
  // Nothing stands below what is still to come: it would be moved.
  if (!summary.data || !list.data) return <Loading lines={12} />;
  const packets = inTime(list.data.flat());
  const shown = packets.find(({ id }) => id === search.get("packet")) ?? packets.at(-1);
  const newestIn = (phase: string) => packets.findLast((packet) => packet.phase === phase);
  return (
    <>
      <Pipeline
        summary={summary.data}
        hrefOf={(phase) => {
          const newest = newestIn(phase);
          return newest && hrefOf(newest);
        }}
      />
      {shown ? (
        <>
          <Columns left="380px" right="1fr" className={classes.columns}>
            <Section title="Packets" note="In the order of their recording">
              <PacketTimeline packets={packets} shown={shown.id} hrefOf={hrefOf} />
              {list.hasNextPage && (
                <Group justify="center" mt="sm">
                  <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
                    Show more
                  </Button>
                </Group>
              )}
            </Section>
            <PacketPanel packet={shown} lineage={<PacketLineage packet={shown} packets={packets} hrefOf={hrefOf} />} />
          </Columns>
          <SpentSection title="Time and cost" spent={summary.data} />
        </>
      ) : (
        <Empty title="Nothing was handed over yet">
          The orchestrator records a packet after each phase, with POST …/handoff-packets.
        </Empty>
      )}
      <HistoryLink subject={`feature:${featureId}`} of="feature" />
    </>
  );
};

const hrefOf = ({ feature_id, id }: AnsweredPacket): string => `/features/${feature_id}?packet=${id}`;
