import { Button, Container, Paper, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Mark } from "./mark.tsx";
import { useSession } from "./who.ts";

export const SignInPage = () => {
  const { notice, signIn } = useSession();
  const [state, setState] = useState<"idle" | "leaving" | "failed">("idle");
  const client = useQueryClient();
  useEffect(() => {
    document.title = "Sign in · Baton";
    // What one person has read is not the next one's to see.
    client.clear();
  }, [client]);
  const leave = () => {
    setState("leaving");
    signIn(location.pathname + location.search).catch(() => {
      setState("failed");
    });
  };
  return (
    <Container component="main" size={420} py={{ base: 48, sm: 120 }}>
      <Paper withBorder p="xl">
        <Stack gap="md" align="flex-start">
          <Mark />
          <Title order={1}>Sign in</Title>
          <Text c="dimmed">Handoffs between people and agents: validated, sealed once, provable for years.</Text>
          <div aria-live="polite">
            {notice && <Text>{notice}</Text>}
            {state === "failed" && (
              <Text c="var(--mantine-color-error)">Whoever signs people in cannot be reached. Try again.</Text>
            )}
          </div>
          <Button onClick={leave} loading={state === "leaving"} fullWidth>
            Sign in
          </Button>
        </Stack>
      </Paper>
    </Container>
  );
};
