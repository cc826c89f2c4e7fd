import { Text } from "@mantine/core";
import type { AnsweredPacket } from "../../shared/packets/packet.ts";
import { Moment } from "../shell/moment.tsx";
import { Timeline } from "../shell/timeline.tsx";
import { dollars, duration } from "./amounts.ts";
import { PacketState, packetTone } from "./feature-state.tsx";

/** `Build, version 2` */
export const packetName = ({ phase_label, version }: Pick<AnsweredPacket, "phase_label" | "version">): string =>
  `${phase_label}, version ${version}`;

/** As they were recorded; those of one moment in the order of the pipeline. */
export const inTime = (packets: readonly AnsweredPacket[]): AnsweredPacket[] =>
  [...packets].sort(
    (a, b) =>
      Date.parse(a.created_at) - Date.parse(b.created_at) || a.phase_order - b.phase_order || a.version - b.version,
  );

type PacketTimelineProps = {
  packets: readonly AnsweredPacket[];
  shown: string | undefined;
  hrefOf: (packet: AnsweredPacket) => string;
};

/** What was handed over, one packet after another. */
export const PacketTimeline = ({ packets, shown, hrefOf }: PacketTimelineProps) => (
  <Timeline
    testId="timeline-packets"
    of={packets.map((packet) => ({
      id: packet.id,
      tone: packetTone(packet.status),
      href: hrefOf(packet),
      isShown: packet.id === shown,
      content: <PacketEntry packet={packet} />,
    }))}
  />
);

const PacketEntry = ({ packet }: { packet: AnsweredPacket }) => (
  <>
    <Text span size="sm" fw={600}>
      {packetName(packet)}
    </Text>
    <PacketState status={packet.status} />
    <Text span size="xs" c="dimmed">
      {packet.agent_name} · <Moment at={packet.completed_at ?? packet.started_at ?? packet.created_at} />
    </Text>
    <Text span size="xs" c="dimmed">
      {tookIn(packet)}
    </Text>
  </>
);

/** `1 h 10 min · $0.35`, as far as it is known. */
const tookIn = ({ duration_ms, cost_usd }: AnsweredPacket): string =>
  [duration_ms === null ? [] : duration(duration_ms), cost_usd === null ? [] : dollars(cost_usd)].flat().join(" · ");
