import { Button, type ButtonProps, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import type { ApiProblem } from "../api/problem.ts";
import { Refused } from "./refused.tsx";

/** What a command of the API's hooks has that a button needs. */
export type Command<Asked> = {
  mutate: (asked: Asked, options?: { onSuccess?: () => void }) => void;
  reset: () => void;
  isPending: boolean;
  error: ApiProblem | null;
};

export type ConfirmButtonProps<Asked> = ButtonProps & {
  label: string;
  title: string;
  /** What is about to happen. */
  copy: string;
  confirm: string;
  command: Command<Asked>;
  asked: Asked;
  isReady?: boolean;
  onDone?: () => void;
  children?: ReactNode;
  "data-testid"?: string;
};

/** A button that says what it is about to do, and does it once that is confirmed. A refusal is told in the same place. */
export const ConfirmButton = <Asked,>({
  label,
  title,
  copy,
  confirm,
  command,
  asked,
  isReady = true,
  onDone,
  children,
  ...button
}: ConfirmButtonProps<Asked>) => {
  const [isOpen, { open, close }] = useDisclosure();
  const begin = () => {
    command.reset();
    open();
  };
  const go = () => {
    command.mutate(asked, {
      onSuccess: () => {
        close();
        onDone?.();
      },
    });
  };
  return (
    <>
      <Button {...button} aria-haspopup="dialog" onClick={begin}>
        {label}
      </Button>
      <Modal opened={isOpen} onClose={close} title={title} centered closeButtonProps={{ "aria-label": "Close" }}>
        <Stack gap="md">
          <Text size="sm" style={{ whiteSpace: "pre-line" }}>
            {copy}
          </Text>
          {children}
          {command.error && <Refused problem={command.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button onClick={go} loading={command.isPending} disabled={!isReady} data-testid="button-confirm">
              {confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
};
