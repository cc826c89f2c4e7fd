import { Button, Stack, Text, Title } from "@mantine/core";
import { Component, type ReactNode } from "react";

/** In place of a page that could not be loaded or shown. A new version of the console may have taken the old files' place. */
export class Broken extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <Stack align="flex-start" role="alert">
        <Title order={1}>This page cannot be shown</Title>
        <Text>Nothing that you have sent is lost. Load the page again to go on.</Text>
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          Load again
        </Button>
      </Stack>
    );
  }
}
