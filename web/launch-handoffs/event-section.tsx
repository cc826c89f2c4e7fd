import { Stack, Text } from "@mantine/core";
import type { HandoffEvent } from "../../shared/launch-handoffs/handoff-event.ts";
import { useList } from "../api/hooks.ts";
import { Section } from "../shell/heading.tsx";
import { Moment } from "../shell/moment.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import { State, type Tone } from "../shell/state.tsx";
import classes from "./project-page.module.css";
import { listHandoffEvents } from "./routes.ts";

const kinds: Record<HandoffEvent["event_type"], readonly [Tone, string]> = {
  "NPD.HandoffRequested": ["quiet", "Requested"],
  "NPD.HandoffCompleted": ["good", "Completed"],
  "NPD.HandoffFailed": ["bad", "Failed"],
};

/** What was tried and what came of it (AC-8). */
export const EventSection = ({ projectId }: { projectId: string }) => {
  const list = useList(listHandoffEvents, {
    params: { projectId },
    query: { limit: "10" },
  });
  return (
    <Section title="Handoff events" testId="section-events">
      <Stack gap="sm">
        <PagedList
          list={list}
          itemsOf={(page) => page.events}
          none={<Text size="sm">Nobody has executed the handoff yet.</Text>}
          lines={2}
        >
          {(events) => events.map((event) => <Row key={event.event_id} {...event} />)}
        </PagedList>
      </Stack>
    </Section>
  );
};

const Row = ({ event_type, payload, created_at, created_by }: HandoffEvent) => {
  const [tone, name] = kinds[event_type];
  return (
    <div className={classes.row}>
      <div>
        <State tone={tone}>{name}</State>
        {typeof payload.error === "string" && <Text size="sm">{payload.error}</Text>}
      </div>
      <Text size="sm" c="dimmed" component="div">
        <Moment at={created_at} /> by {created_by}
      </Text>
    </div>
  );
};
