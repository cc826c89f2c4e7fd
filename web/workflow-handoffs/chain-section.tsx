import { Stack, Text, Title } from "@mantine/core";
import { useRead } from "../api/hooks.ts";
import type { Answer } from "../api/route.ts";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { Timeline } from "../shell/timeline.tsx";
import { HandoffState, stateName, statusTone } from "./handoff-state.tsx";
import { getChain } from "./routes.ts";

type Chain = Answer<NonNullable<typeof getChain.lambda>>;

/** The handoffs that this one is a link of, and who held the work when. */
export const ChainSection = ({ handoffId }: { handoffId: string }) => {
  const { data, error, refetch } = useRead(getChain, { params: { handoffId } });
  return (
    <Section
      title="Chain"
      note={data && !data.whole ? "The newest thousand handoffs of it." : undefined}
      testId="chain"
    >
      {!data && (error ? <Refused problem={error} retry={refetch} /> : <Loading lines={4} />)}
      {data && (
        <Stack gap="md">
          <Timeline
            testId="timeline-chain"
            of={data.links.map((link) => ({
              id: link.id,
              tone: statusTone(link.status),
              href: `/workflow/${link.id}`,
              isShown: link.id === handoffId,
              content: <Link link={link} />,
            }))}
          />
          <Holders holders={data.holders} />
        </Stack>
      )}
    </Section>
  );
};

const Link = ({ link }: { link: Chain["links"][number] }) => (
  <>
    <Text span size="sm" fw={600}>
      {stateName(link.state)}
    </Text>
    <HandoffState status={link.status} />
    <Text span size="xs" c="dimmed">
      {link.sender} → {link.received_by ?? link.recipient ?? "anybody"} · <Moment at={link.submitted_at} />
    </Text>
    {link.returns_control && (
      <Text span size="xs" c="dimmed">
        The work is again with somebody who had it before.
      </Text>
    )}
  </>
);

const Holders = ({ holders }: Pick<Chain, "holders">) => (
  <div>
    <Title order={3} mb={4}>
      Who held the work
    </Title>
    <Stack component="ol" gap={4} m={0} p={0} style={{ listStyle: "none" }} data-testid="holders">
      {holders.map(({ holder, from, until, by }) => (
        <Text key={`${by} ${from}`} component="li" size="sm">
          {holder}{" "}
          <Text span size="xs" c="dimmed">
            from <Moment at={from} />
            {until ? (
              <>
                {" "}
                until <Moment at={until} />
              </>
            ) : (
              ", until now"
            )}
          </Text>
        </Text>
      ))}
    </Stack>
  </div>
);
