import { Group, Text, Textarea } from "@mantine/core";

type NoteFieldProps = {
  value: string;
  onChange: (value: string) => void;
  /** In code points, as the API counts. */
  limit?: number;
  "data-testid"?: string;
};

/** What a person may add in their own words. */
export const NoteField = ({ value, onChange, limit, ...rest }: NoteFieldProps) => {
  const length = lengthOf(value);
  const isTooLong = limit !== undefined && length > limit;
  return (
    <div>
      <Textarea
        label="Note (optional)"
        autosize
        minRows={2}
        maxRows={6}
        value={value}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value);
        }}
        error={isTooLong ? `${length - limit} too many. Shorten it to ${limit} characters.` : undefined}
        {...rest}
      />
      {limit !== undefined && (
        <Group justify="flex-end">
          <Text size="xs" c={isTooLong ? "var(--mantine-color-error)" : "dimmed"} mt={4} data-testid="text-note-length">
            {length} / {limit}
          </Text>
        </Group>
      )}
    </div>
  );
};

const lengthOf = (text: string): number => Array.from(text.normalize("NFC")).length;

export const isWithin = (text: string, limit: number): boolean => lengthOf(text) <= limit;

/** A note as the API takes it: composed (NFC), and none at all where nothing is written. */
export const noteIn = (text: string): string | null => (text.trim() === "" ? null : text.normalize("NFC"));
