import { Group, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import type { ReviewVerdict } from "../../shared/builder-handoffs/builder-handoff.ts";
import { ConfirmButton } from "../shell/confirm-button.tsx";
import { isWithin, noteIn, NoteField } from "../shell/note-field.tsx";
import { useReviewHandoff } from "./builder-changes.ts";

const MOST_NOTES = 4_000;

const verdicts: Record<ReviewVerdict, readonly [label: string, description: string, button: string]> = {
  VALIDATED: ["VALIDATED", "Every item of the checklist passes; the next handoff starts from it.", "Validate"],
  returned: ["Return to the builder", "New results are needed; say in the notes what is missing.", "Return"],
};

/** The verdict holds for what the reviewer has read: if anything changed meanwhile, it is refused. */
export const ReviewForm = ({ handoffId, etag }: { handoffId: string; etag: string | undefined }) => {
  const [verdict, setVerdict] = useState<ReviewVerdict>("VALIDATED");
  const [notes, setNotes] = useState("");
  const [, , button] = verdicts[verdict];
  return (
    <Stack gap="md">
      <Radio.Group
        label="Your verdict"
        value={verdict}
        onChange={(value) => {
          setVerdict(value);
        }}
      >
        <Stack gap={8} mt={6}>
          {Object.entries(verdicts).map(([each, [label, description]]) => (
            <Radio key={each} value={each} label={label} description={description} />
          ))}
        </Stack>
      </Radio.Group>
      <NoteField value={notes} onChange={setNotes} limit={MOST_NOTES} />
      <Group>
        <ConfirmButton
          label={button}
          title={`${button} ${handoffId}`}
          copy="The verdict is sealed with the checklist that it rests on."
          confirm={button}
          command={useReviewHandoff()}
          asked={{ params: { handoffId }, body: { verdict, notes: noteIn(notes) }, ...(etag && { ifMatch: etag }) }}
          disabled={!isWithin(notes, MOST_NOTES)}
          data-testid="button-review"
        />
      </Group>
    </Stack>
  );
};
