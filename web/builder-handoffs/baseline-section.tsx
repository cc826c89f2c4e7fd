import { Anchor, List, Stack, Table, Text } from "@mantine/core";
import { Link } from "wouter";
import { useReadIfThere } from "../api/hooks.ts";
import type { Answer } from "../api/route.ts";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";
import classes from "./baseline-section.module.css";
import { FindingText } from "./finding-text.tsx";
import { getBaseline } from "./routes.ts";

type Baseline = Answer<NonNullable<typeof getBaseline.lambda>>;

const useBaseline = (handoffId: string) => useReadIfThere(getBaseline, { params: { handoffId } });

/** What the system came to with this handoff, beside the handoffs that it started from. */
export const BaselineSection = ({ handoffId }: { handoffId: string }) => {
  const { data, error, refetch } = useBaseline(handoffId);
  return (
    <Section title="Baseline" note={data && <StartedFrom {...data} />} testId="section-baseline">
      {!data && (error ? <Refused problem={error} retry={refetch} /> : <Loading lines={4} />)}
      {data && (
        <Stack gap="md">
          <Trend handoffId={handoffId} mostTests={data.after.total_tests ?? 0} />
          {data.new_failures.length > 0 && (
            <div>
              <Text size="sm" fw={600}>
                New failures
              </Text>
              <List size="sm">
                {data.new_failures.map((name) => (
                  <List.Item key={name}>{name}</List.Item>
                ))}
              </List>
            </div>
          )}
          {data.findings.map((finding) => (
            <FindingText key={`${finding.rule} ${finding.found}`} finding={finding} />
          ))}
        </Stack>
      )}
    </Section>
  );
};

const StartedFrom = ({ predecessor }: Baseline) =>
  predecessor
    ? `Started from ${predecessor.handoff_id}${predecessor.claimed ? "" : ", by its number"}`
    : "There is no handoff before it to compare with.";

const Trend = ({ handoffId, mostTests }: { handoffId: string; mostTests: number }) => (
  <Table verticalSpacing={6}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Handoff</Table.Th>
        <Table.Th ta="right">Packages</Table.Th>
        <Table.Th ta="right">Tests</Table.Th>
        <Table.Td aria-hidden w="30%" visibleFrom="xs" />
        <Table.Th ta="right">Failed</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      <TrendRow handoffId={handoffId} mostTests={mostTests} following={[]} />
    </Table.Tbody>
  </Table>
);

const MOST_SHOWN = 8;

type TrendRowProps = { handoffId: string; mostTests: number; following: readonly string[] };

/** One handoff, and then the one that it started from. */
const TrendRow = ({ handoffId, mostTests, following }: TrendRowProps) => {
  const { data } = useBaseline(handoffId);
  if (!data) return null;
  const { after, difference, predecessor } = data;
  const shown = [...following, handoffId];
  const share = mostTests === 0 ? 0 : Math.min(1, (after.total_tests ?? 0) / mostTests);
  return (
    <>
      <Table.Tr data-testid="row-baseline">
        <Table.Td>
          {following.length === 0 ? (
            handoffId
          ) : (
            <Anchor component={Link} href={`/builders/${handoffId}`} size="sm">
              {handoffId}
            </Anchor>
          )}
        </Table.Td>
        <Table.Td ta="right">
          <Amount value={after.packages_installed} more={difference?.packages_installed} />
        </Table.Td>
        <Table.Td ta="right">
          <Amount value={after.total_tests} more={difference?.total_tests} />
        </Table.Td>
        <Table.Td aria-hidden visibleFrom="xs">
          <div className={classes.bar} style={{ width: `${100 * share}%` }} />
        </Table.Td>
        <Table.Td ta="right">
          <Amount value={after.failed} more={difference?.failed} />
        </Table.Td>
      </Table.Tr>
      {predecessor && !shown.includes(predecessor.handoff_id) && shown.length < MOST_SHOWN && (
        <TrendRow handoffId={predecessor.handoff_id} mostTests={mostTests} following={shown} />
      )}
    </>
  );
};

const signed = new Intl.NumberFormat("en", { signDisplay: "exceptZero" });

/** A number, and by how much it is not the predecessor's. */
const Amount = ({ value, more }: { value: number | null; more: number | null | undefined }) => (
  <>
    {value ?? "–"}
    {more ? (
      <Text span size="xs" c="dimmed" className={classes.more ?? ""}>
        {" "}
        ({signed.format(more)})
      </Text>
    ) : null}
  </>
);
