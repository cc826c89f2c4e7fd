import { Anchor, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { AnsweredPacket } from "../../shared/packets/packet.ts";
import { nameOfArtifact, nameOfDecision } from "../../shared/packets/packet-diff.ts";
import { Moment } from "../shell/moment.tsx";
import classes from "./packet-entries.module.css";

// Agents write these, in several dialects; further members may come, and any may be missing.
type Artifact = AnsweredPacket["output_artifacts"][number];
type Decision = AnsweredPacket["output_decisions"][number];
type Activity = AnsweredPacket["activity_log"][number];

const textIn = (value: unknown): string | undefined => {
  if (value === undefined || value === null || value === "") return undefined;
  return typeof value === "string" ? value : JSON.stringify(value, undefined, 1);
};

/** Only what a browser fetches from the web is a link: an agent may write any address. */
const webAddress = (url: unknown): string | undefined =>
  typeof url === "string" && /^https?:\/\//i.test(url) ? url : undefined;

export const ArtifactEntry = ({ artifact }: { artifact: Artifact }) => {
  const { type, action, description, content, url } = artifact as Record<string, unknown>;
  const address = webAddress(url);
  return (
    <Entry
      title={
        address ? (
          <Anchor href={address} target="_blank" rel="noreferrer" size="sm" inherit>
            {nameOfArtifact(artifact)}
          </Anchor>
        ) : (
          nameOfArtifact(artifact)
        )
      }
      aside={[textIn(type), textIn(action)].filter(Boolean).join(", ")}
    >
      <Words of={description} />
      <Words of={content} />
    </Entry>
  );
};

export const DecisionEntry = ({ decision }: { decision: Decision }) => {
  const said = decision as Record<string, unknown>;
  const others = [said.alternatives_considered ?? said.alternatives ?? []].flat().flatMap((each) => textIn(each) ?? []);
  return (
    <Entry title={nameOfDecision(decision)} aside={textIn(said.decided_by)}>
      {said.chosen !== undefined && <Words label="Chosen: " of={said.chosen} />}
      <Words of={said.rationale} />
      {others.length > 0 && <Words label="Instead of: " of={others.join("; ")} />}
    </Entry>
  );
};

export const ActivityEntry = ({ activity }: { activity: Activity }) => {
  const { timestamp, event, action, actor, detail } = activity as Record<string, unknown>;
  const { name, id } = (actor ?? {}) as Record<string, unknown>;
  return (
    <Entry title={textIn(event ?? action)} aside={<When at={String(timestamp)} />}>
      <Words of={detail} />
      {actor !== undefined && <Words label="By " of={name ?? id} />}
    </Entry>
  );
};

/** Times of activities are an agent's words, too. */
const When = ({ at }: { at: string }) => (Number.isNaN(Date.parse(at)) ? at : <Moment at={at} seconds />);

const Entry = ({ title, aside, children }: { title: ReactNode; aside?: ReactNode; children?: ReactNode }) => (
  <li className={classes.entry}>
    <div className={classes.head}>
      <Text span size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
        {title}
      </Text>
      {aside && (
        <Text span size="xs" c="dimmed">
          {aside}
        </Text>
      )}
    </div>
    {children}
  </li>
);

const Words = ({ label = "", of }: { label?: string; of: unknown }) => {
  const text = textIn(of);
  return text === undefined ? null : (
    <Text size="sm" c="dimmed" className={classes.words ?? ""}>
      {label}
      {text}
    </Text>
  );
};

/** Entries one below the other, or that there are none. */
export const Entries = ({ none, children }: { none: string; children: readonly ReactNode[] }) =>
  children.length === 0 ? (
    <Text size="sm" c="dimmed">
      {none}
    </Text>
  ) : (
    <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
      {children}
    </Stack>
  );
