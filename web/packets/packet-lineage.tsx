import { Anchor, Text } from "@mantine/core";
import { Link } from "wouter";
import type { AnsweredPacket } from "../../shared/packets/packet.ts";
import classes from "./packet-lineage.module.css";
import { packetName } from "./packet-timeline.tsx";

/** The packets that a packet was made from, the first of all first, then itself. */
export const lineageOf = (packet: AnsweredPacket, byId: ReadonlyMap<string, AnsweredPacket>): AnsweredPacket[] => {
  const source = byId.get(packet.input_source_packet_id ?? "");
  // A source is of an earlier phase, so there is no circle.
  return [...(source ? lineageOf(source, byId) : []), packet];
};

type PacketLineageProps = {
  packet: AnsweredPacket;
  packets: readonly AnsweredPacket[];
  hrefOf: (packet: AnsweredPacket) => string;
};

/** From which input a packet came, and which packets it went into. */
export const PacketLineage = ({ packet, packets, hrefOf }: PacketLineageProps) => {
  const byId = new Map(packets.map((each) => [each.id, each]));
  const uses = packets.filter(({ input_source_packet_id }) => input_source_packet_id === packet.id);
  return (
    <nav aria-label="Lineage" data-testid="lineage">
      <ol className={classes.lineage}>
        {lineageOf(packet, byId).map((each) => (
          <li key={each.id} className={classes.link}>
            {each.id === packet.id ? (
              <Text span size="sm" fw={600} aria-current="page">
                {packetName(each)}
              </Text>
            ) : (
              <PacketLink packet={each} hrefOf={hrefOf} />
            )}
          </li>
        ))}
      </ol>
      {uses.length > 0 && (
        <Text size="sm" c="dimmed" component="div" mt={4}>
          Went into{" "}
          {uses.map((each, at) => (
            <span key={each.id}>
              {at > 0 && "; "}
              <PacketLink packet={each} hrefOf={hrefOf} />
            </span>
          ))}
        </Text>
      )}
    </nav>
  );
};

const PacketLink = ({ packet, hrefOf }: Pick<PacketLineageProps, "packet" | "hrefOf">) => (
  <Anchor component={Link} href={hrefOf(packet)} size="sm">
    {packetName(packet)}
  </Anchor>
);
