import { Button, Container, Stack, Text, Title } from "@mantine/core";
import { Look } from "./look.tsx";

/** In place of everything, when not even the settings could be read. */
export const CannotStart = ({ error }: { error: unknown }) => (
  <Look>
    <Container component="main" size="xs" py="xl">
      <Stack align="flex-start">
        <Title order={1}>Baton cannot start</Title>
        <Text>{error instanceof Error ? error.message : String(error)}</Text>
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          Try again
        </Button>
      </Stack>
    </Container>
  </Look>
);
