import { Button, CloseButton, Fieldset, Group, Stack, TextInput, VisuallyHidden } from "@mantine/core";

/** A handoff of a wave as it is written in a form. */
export type MemberRow = { handoff: string; after: string };

const EMPTY: MemberRow = { handoff: "", after: "" };

export const rowsOf = (members: readonly { handoff_id: string; depends_on: readonly string[] }[]): MemberRow[] =>
  members.length === 0
    ? [EMPTY]
    : members.map(({ handoff_id, depends_on }) => ({ handoff: handoff_id, after: depends_on.join(", ") }));

export const memberOf = ({ handoff, after }: MemberRow) => ({
  handoff_id: handoff.trim(),
  depends_on: after.split(/[\s,;]+/).filter((each) => each !== ""),
});

type MembersFieldProps = {
  rows: readonly MemberRow[];
  onChange: (rows: readonly MemberRow[]) => void;
  isClosed: boolean;
};

/** The handoffs of a wave, and what each of them waits for. */
export const MembersField = ({ rows, onChange, isClosed }: MembersFieldProps) => (
  <Fieldset m={0} variant="unstyled" legend={<VisuallyHidden>Handoffs</VisuallyHidden>} disabled={isClosed}>
    <Stack gap="xs">
      {rows.map((row, at) => (
        <Group key={at} gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            aria-label={`Handoff ${at + 1}`}
            label={at === 0 && "Handoff"}
            placeholder="H-34"
            value={row.handoff}
            onChange={({ currentTarget: { value } }) => {
              onChange(rows.with(at, { ...row, handoff: value }));
            }}
            style={{ flex: "1 1 100px" }}
          />
          <TextInput
            aria-label={`Handoff ${at + 1} depends on`}
            label={at === 0 && "Depends on"}
            placeholder="H-32, H-33"
            value={row.after}
            onChange={({ currentTarget: { value } }) => {
              onChange(rows.with(at, { ...row, after: value }));
            }}
            style={{ flex: "2 1 120px" }}
          />
          <CloseButton
            size="lg"
            disabled={rows.length === 1}
            aria-label={`Remove handoff ${at + 1}`}
            title="Remove"
            onClick={() => {
              onChange(rows.filter((_, place) => place !== at));
            }}
          />
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            onChange([...rows, EMPTY]);
          }}
        >
          Add a handoff
        </Button>
      </Group>
    </Stack>
  </Fieldset>
);
