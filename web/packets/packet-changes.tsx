import { Stack, Table, Text, Title } from "@mantine/core";
import type { AnsweredPacket } from "../../shared/packets/packet.ts";
import type { PacketDiff } from "../../shared/packets/packet-diff.ts";
import { useRead } from "../api/hooks.ts";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";
import classes from "./packet-changes.module.css";
import { Figure, figureName, inText } from "./packet-figure.tsx";
import { diffPacket } from "./routes.ts";

/** What a version changed against the one before it. */
export const PacketChanges = ({ packet: { id, feature_id } }: { packet: AnsweredPacket }) => {
  const { data: diff, error, refetch } = useRead(diffPacket, { params: { featureId: feature_id, packetId: id } });
  if (!diff) return error ? <Refused problem={error} retry={refetch} /> : <Loading lines={4} />;
  const { summary, artifacts, decisions, activity, input_context, metrics, figures } = diff;
  const parts = [
    { title: "Artifacts", changes: listed(artifacts) },
    { title: "Decisions", changes: listed(decisions) },
    { title: "Activity", changes: listed(activity) },
    { title: "Passed in", changes: listed(input_context) },
  ].filter(({ changes }) => changes.length > 0);
  const values = [...listed(metrics), ...listed(figures)];
  return (
    <Stack gap="lg" data-testid="packet-changes">
      {summary.changed && (
        <Part title="Summary" changes={[{ name: "", before: summary.before, after: summary.after }]} />
      )}
      {parts.map((part) => (
        <Part key={part.title} {...part} />
      ))}
      {values.length > 0 && <Values of={values} />}
      {!summary.changed && parts.length === 0 && values.length === 0 && (
        <Text size="sm">It says the same as the version before it.</Text>
      )}
    </Stack>
  );
};

/** One thing that is not as it was: without `before` it is new, without `after` it is gone. */
type Change = { name: string; before?: unknown; after?: unknown };

const listed = ({ added, removed, changed }: PacketDiff["metrics"]): Change[] => [...changed, ...added, ...removed];

const Part = ({ title, changes }: { title: string; changes: readonly Change[] }) => (
  <div>
    <Title order={3} mb={6}>
      {title}
    </Title>
    <ul className={classes.changes}>
      {changes.map(({ name, before, after }) => (
        <li key={name} className={classes.change}>
          {name !== "" && (
            <Text span size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
              {name.replaceAll("_", " ")}
            </Text>
          )}
          <Side as="del" of={before} beside={after} />
          <Side as="ins" of={after} beside={before} />
        </li>
      ))}
    </ul>
  </div>
);

const Values = ({ of }: { of: readonly Change[] }) => (
  <div>
    <Title order={3}>Figures</Title>
    <Table verticalSpacing={6} mt={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What</Table.Th>
          <Table.Th>Before</Table.Th>
          <Table.Th>Now</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {of.map(({ name, before, after }) => (
          <Table.Tr key={name}>
            <Table.Td>{figureName(name)}</Table.Td>
            <Table.Td>
              <Figure name={name} value={before} />
            </Table.Td>
            <Table.Td>
              <Figure name={name} value={after} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </div>
);

type SideProps = { as: "del" | "ins"; of: unknown; beside: unknown };

const Side = ({ as: Mark, of, beside }: SideProps) =>
  of === undefined || of === null ? null : (
    <Mark className={classes[Mark]}>
      <span className={classes.sign}>{Mark === "del" ? "Before" : "Now"}</span>
      <span className={classes.text}>{inLines(of, beside)}</span>
    </Mark>
  );

const isMembers = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** What an agent wrote, a member a line; beside another version only the members that differ. */
const inLines = (value: unknown, beside: unknown): string => {
  if (!isMembers(value)) return inText(value);
  const others = isMembers(beside) ? beside : {};
  return Object.entries(value)
    .filter(([name, each]) => inText(each) !== inText(others[name]))
    .map(([name, each]) => `${name}: ${inText(each)}`)
    .join("\n");
};
