import { Anchor, Stack, Text, Title } from "@mantine/core";
import { Link } from "wouter";
import { HandoffState } from "../../shared/builder-handoffs/builder-handoff.ts";
import { useList } from "../api/hooks.ts";
import type { Answer } from "../api/route.ts";
import { Moment } from "../shell/moment.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import classes from "./board-page.module.css";
import { BuilderState } from "./builder-state.tsx";
import { BuildersHeading } from "./builders-heading.tsx";
import { listBuilderHandoffs } from "./routes.ts";

type Handoff = Answer<NonNullable<typeof listBuilderHandoffs.lambda>>["handoffs"][number];

/** Every handoff under its state, in the order of a handoff's life. */
export default function BoardPage() {
  return (
    <Stack gap="md">
      <BuildersHeading title="Builders" />
      <div className={classes.board}>
        {HandoffState.options.map((state) => (
          <Column key={state} state={state} />
        ))}
      </div>
    </Stack>
  );
}

const Column = ({ state }: { state: HandoffState }) => {
  const list = useList(listBuilderHandoffs, { query: { state, limit: "25" } });
  return (
    <section aria-labelledby={`column-${state}`} className={classes.column} data-testid={`column-${state}`}>
      <Title order={2} size="h3" id={`column-${state}`}>
        <BuilderState state={state} />
      </Title>
      <PagedList
        list={list}
        itemsOf={(page) => page.handoffs}
        none={
          <Text size="sm" c="dimmed">
            None
          </Text>
        }
        lines={3}
      >
        {(handoffs) => handoffs.map((handoff) => <Card key={handoff.handoff_id} handoff={handoff} />)}
      </PagedList>
    </section>
  );
};

const Card = ({ handoff: { handoff_id, spec, results, review, builders } }: { handoff: Handoff }) => {
  const last = review ?? results ?? spec;
  return (
    <div className={classes.card}>
      <Anchor component={Link} href={`/builders/${handoff_id}`} fw={600} size="sm" className={classes.link ?? ""}>
        {handoff_id}
      </Anchor>
      <Text size="xs" c="dimmed">
        Spec {spec.version}
        {results && `, results ${results.version}${results.status ? `: ${results.status}` : ""}`}
      </Text>
      {builders.length > 0 && (
        <Text size="xs" c="dimmed">
          {builders.join(", ")}
        </Text>
      )}
      <Text size="xs" c="dimmed" component="div">
        <Moment at={last.at} />
      </Text>
    </div>
  );
};
