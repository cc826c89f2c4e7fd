import { Text } from "@mantine/core";
import { Link } from "wouter";
import type { AnsweredPacket } from "../../shared/packets/packet.ts";
import { Moment } from "../shell/moment.tsx";
import { dollars, duration } from "./amounts.ts";
import { PacketState } from "./feature-state.tsx";
import classes from "./packet-timeline.module.css";

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
  <ol className={classes.timeline} data-testid="timeline-packets">
    {packets.map((packet) => (
      <li key={packet.id} className={classes.entry} data-status={packet.status}>
        <Link href={hrefOf(packet)} className={classes.packet} {...(packet.id === shown && { "aria-current": "true" })}>
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
        </Link>
      </li>
    ))}
  </ol>
);

/** `1 h 10 min · $0.35`, as far as it is known. */
const tookIn = ({ duration_ms, cost_usd }: AnsweredPacket): string =>
  [duration_ms === null ? [] : duration(duration_ms), cost_usd === null ? [] : dollars(cost_usd)].flat().join(" · ");
