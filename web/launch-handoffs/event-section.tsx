import { Button, Group, Stack, Text } from "@mantine/core";
import type { HandoffEvent } from "../../shared/launch-handoffs/handoff-event.ts";
import { useList } from "../api/hooks.ts";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { State, type Tone } from "../shell/state.tsx";
import classes from "./project-page.module.css";
import { listHandoffEvents } from "./routes.ts";

const events: Record<HandoffEvent["event_type"], readonly [Tone, string]> = {
  "NPD.HandoffRequested": ["quiet", "Requested"],
  "NPD.HandoffCompleted": ["good", "Completed"],
  "NPD.HandoffFailed": ["bad", "Failed"],
};

/** What was tried and what came of it (AC-8). */
export const EventSection = ({ projectId }: { projectId: string }) => {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useList(listHandoffEvents, {
    params: { projectId },
    query: { limit: "10" },
  });
  const all = data?.flatMap((page) => page.events);
  return (
    <Section title="Handoff events" testId="section-events">
      {error && !all && <Refused problem={error} retry={refetch} />}
      {!error && !all && <Loading lines={2} />}
      {all?.length === 0 && <Text size="sm">Nobody has executed the handoff yet.</Text>}
      <Stack gap="sm">
        {all?.map((event) => (
          <Row key={event.event_id} {...event} />
        ))}
        {hasNextPage && (
          <Group>
            <Button variant="default" size="xs" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
              Show more
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  );
};

const Row = ({ event_type, payload, created_at, created_by }: HandoffEvent) => {
  const [tone, name] = events[event_type];
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
