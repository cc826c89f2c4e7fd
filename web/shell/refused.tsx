import { Alert, Button, Group, List, Text } from "@mantine/core";
import { ApiProblem, placeOf, unreachable } from "../api/problem.ts";
import { CopyButton } from "./copy-button.tsx";
import { WithMoments } from "./with-moments.tsx";

/** What went wrong, what to do, where, and what to tell whoever is asked for help. */
export const Refused = ({ problem, retry }: { problem: unknown; retry?: () => unknown }) => {
  const told = problem instanceof ApiProblem ? problem : unreachable();
  const { title, message, requestId } = told;
  const faults = told.faults.filter(({ detail }) => !message.includes(detail));
  return (
    <Alert variant="default" title={title} role="alert" data-testid="alert-problem" styles={alertStyles}>
      <Text size="sm">
        <WithMoments text={message} />
      </Text>
      {faults.length > 0 && (
        <List size="sm" mt="xs">
          {faults.map((fault) => (
            <List.Item key={`${placeOf(fault)} ${fault.detail}`}>
              {placeOf(fault) && `${placeOf(fault)}: `}
              <WithMoments text={fault.detail} />
            </List.Item>
          ))}
        </List>
      )}
      <Group gap="sm" mt="sm" justify="space-between">
        {requestId ? (
          <Group gap={4}>
            <Text size="xs" c="dimmed">
              Request {requestId}
            </Text>
            <CopyButton value={requestId} what="the request's id" />
          </Group>
        ) : (
          <span />
        )}
        {retry && !told.isOfAddress && (
          <Button size="xs" variant="default" onClick={() => void retry()}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
};

const alertStyles = {
  root: { borderColor: "var(--mantine-color-error)" },
  title: { color: "var(--mantine-color-error)" },
};
