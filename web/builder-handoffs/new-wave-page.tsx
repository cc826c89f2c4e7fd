import { Stack } from "@mantine/core";
import { Heading } from "../shell/heading.tsx";
import { usePutWave } from "./builder-changes.ts";
import { WaveForm } from "./wave-form.tsx";

export default function NewWavePage() {
  return (
    <Stack gap="lg">
      <Heading title="Plan a wave" above={{ title: "Waves", href: "/builders/waves" }} />
      <WaveForm put={usePutWave()} />
    </Stack>
  );
}
