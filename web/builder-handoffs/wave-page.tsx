import { Anchor, Button, Progress, Stack, Table, Text } from "@mantine/core";
import { Link, useParams } from "wouter";
import { useRead } from "../api/hooks.ts";
import type { Answer } from "../api/route.ts";
import { ConfirmButton } from "../shell/confirm-button.tsx";
import { Facts } from "../shell/facts.tsx";
import { Heading, Section } from "../shell/heading.tsx";
import { HistoryLink } from "../shell/history-link.tsx";
import { Moment } from "../shell/moment.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { useMay } from "../shell/who.ts";
import { useCloseWave } from "./builder-changes.ts";
import { BuilderState } from "./builder-state.tsx";
import { getWave } from "./routes.ts";
import { IntegrationState, WaveState } from "./wave-state.tsx";

type Wave = Answer<NonNullable<typeof getWave.lambda>>;

const above = { title: "Waves", href: "/builders/waves" };

export default function WavePage() {
  const { waveId } = useParams<{ waveId: string }>();
  const { may } = useMay();
  const reading = useRead(getWave, { params: { waveId } });
  return (
    <RecordPage of="wave" above={above} reading={reading}>
      {(wave) => (
        <>
          <Heading title={wave.title ?? wave.wave_id} above={above}>
            {may("PUT /api/builder-waves/{waveId}") && (
              <Button component={Link} href={`/builders/waves/${wave.wave_id}/plan`} variant="default">
                {wave.state === "open" ? "Plan anew" : "Name its integration"}
              </Button>
            )}
          </Heading>
          <Facts
            of={[
              ["Wave", wave.wave_id],
              ["State", <WaveState key="state" state={wave.state} />],
              ["The last of its build", wave.final ? "Yes" : "No"],
              ["Changes the system", wave.system_change ? "Yes" : "No"],
              wave.closed ? ["Closed", <Closed key="closed" {...wave.closed} />] : undefined,
            ]}
          />
          <BarrierSection wave={wave} />
          <IntegrationSection {...wave.integration} />
          <HistoryLink subject={`wave:${wave.wave_id}`} of="wave" />
        </>
      )}
    </RecordPage>
  );
}

const Closed = ({ at, by }: NonNullable<Wave["closed"]>) => (
  <>
    <Moment at={at} /> by {by}
  </>
);

/** A wave closes once each of its members is VALIDATED, and whatever they depend on. */
const BarrierSection = ({ wave }: { wave: Wave }) => {
  const validated = wave.members.filter(({ state }) => state === "VALIDATED").length;
  const { may } = useMay();
  const told = `${validated} of ${wave.members.length} handoffs are VALIDATED`;
  return (
    <Section
      title="Barrier"
      note={told}
      actions={wave.state === "open" && may("POST /api/builder-waves/{waveId}/close") && <Close wave={wave} />}
      testId="section-barrier"
    >
      <Progress value={(100 * validated) / wave.members.length} aria-label={told} color="var(--baton-good)" mb="md" />
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Handoff</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Depends on</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {wave.members.map(({ handoff_id, state, depends_on }) => (
            <Table.Tr key={handoff_id}>
              <Table.Td>
                {state ? (
                  <Anchor component={Link} href={`/builders/${handoff_id}`} size="sm" fw={600}>
                    {handoff_id}
                  </Anchor>
                ) : (
                  handoff_id
                )}
              </Table.Td>
              <Table.Td>
                {state ? (
                  <BuilderState state={state} />
                ) : (
                  <Text span size="sm" c="dimmed">
                    Not drafted
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{depends_on.length > 0 ? depends_on.join(", ") : "–"}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
};

const Close = ({ wave: { wave_id, final, system_change, integration } }: { wave: Wave }) => (
  <ConfirmButton
    label="Close the wave"
    title={`Close ${wave_id}`}
    copy={
      (final || system_change) && integration.status !== "integrated"
        ? "What it closed on is sealed. Its parts are tested, and the whole stays not integrated until its integration handoff is VALIDATED."
        : "What it closed on is sealed. Its members cannot be planned anew."
    }
    confirm="Close"
    variant="default"
    command={useCloseWave()}
    asked={{ params: { waveId: wave_id }, body: {} }}
    data-testid="button-close-wave"
  />
);

const IntegrationSection = ({ status, handoff_id, duties }: Wave["integration"]) => (
  <Section title="Integration" note="Component packages become a working system by an integration handoff.">
    <Stack gap="md">
      <Facts
        of={[
          ["Status", <IntegrationState key="status" status={status} />],
          [
            "Integration handoff",
            handoff_id ? (
              <Anchor key="handoff" component={Link} href={`/builders/${handoff_id}`} size="sm">
                {handoff_id}
              </Anchor>
            ) : (
              "none is named"
            ),
          ],
          ...duties.map(
            ({ says, shown }) =>
              [
                says,
                <Text key={says} span size="sm" c={shown ? "var(--baton-good)" : "dimmed"}>
                  {shown ? "Shown" : "Not shown"}
                </Text>,
              ] as const,
          ),
        ]}
      />
    </Stack>
  </Section>
);
