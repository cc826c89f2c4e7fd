import { useState } from "react";
import { ConfirmButton, type ConfirmButtonProps } from "./confirm-button.tsx";
import { isWithin, noteIn, NoteField } from "./note-field.tsx";

/** What every route of the API takes that takes a note with a step. */
const MOST_NOTE = 1_000;

type NotedConfirmButtonProps<Asked> = Omit<ConfirmButtonProps<Asked>, "asked" | "isReady" | "onDone" | "children"> & {
  asked: (note: string | null) => Asked;
};

/** A `ConfirmButton` with a place for a note. */
export const NotedConfirmButton = <Asked,>({ asked, ...button }: NotedConfirmButtonProps<Asked>) => {
  const [note, setNote] = useState("");
  return (
    <ConfirmButton
      {...button}
      asked={asked(noteIn(note))}
      isReady={isWithin(note, MOST_NOTE)}
      onDone={() => {
        setNote("");
      }}
    >
      <NoteField value={note} onChange={setNote} limit={MOST_NOTE} />
    </ConfirmButton>
  );
};
