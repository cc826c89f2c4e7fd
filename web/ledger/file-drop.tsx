import { Text } from "@mantine/core";
import { type DragEvent, type ReactNode, useState } from "react";
import classes from "./file-drop.module.css";

type FileDropProps = {
  what: string;
  hint: ReactNode;
  accept: string;
  onFile: (name: string, text: string) => void;
  testId: string;
};

/** Takes a file that is dropped, or chosen by hand. */
export const FileDrop = ({ what, hint, accept, onFile, testId }: FileDropProps) => {
  const [isOver, setIsOver] = useState(false);
  const take = async (file: File | undefined) => {
    if (file) onFile(file.name, await file.text());
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <label
      className={classes.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => {
        setIsOver(false);
      }}
      onDrop={drop}
    >
      <Text span fw={600}>
        Drop {what} here, or choose a file
      </Text>
      <Text span size="sm" c="dimmed">
        {hint}
      </Text>
      <input
        type="file"
        accept={accept}
        className={classes.input}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0]);
          // The same file again, once it was changed, is another choice.
          currentTarget.value = "";
        }}
        data-testid={testId}
      />
    </label>
  );
};
