import { Button, Stack, Text } from "@mantine/core";
import { parseCheckpoint } from "../../shared/ledger/proof/checkpoint.ts";
import { useRead } from "../api/hooks.ts";
import { CopyButton } from "../shell/copy-button.tsx";
import { Facts } from "../shell/facts.tsx";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";
import { saveAs } from "../shell/save-as.ts";
import { AuditHeading } from "./audit-heading.tsx";
import classes from "./checkpoint-page.module.css";
import { GrowthSection } from "./growth-section.tsx";
import { getCheckpoint, getVerifierKey } from "./routes.ts";

export default function CheckpointPage() {
  const checkpoint = useRead(getCheckpoint, {});
  const key = useRead(getVerifierKey, {});
  const problem = checkpoint.error ?? key.error;
  return (
    <Stack gap="lg">
      <AuditHeading title="Checkpoint" />
      <Text maw={720}>
        The checkpoint says how long your log is and what its root is, signed. Keep one apart: from then on nobody can
        shorten the log or rewrite it without you seeing it.
      </Text>
      {problem && <Refused problem={problem} retry={() => Promise.all([checkpoint.refetch(), key.refetch()])} />}
      {!problem && !(checkpoint.data && key.data) && <Loading lines={8} />}
      {checkpoint.data && <Signed note={checkpoint.data} />}
      {key.data && <Key text={key.data} />}
      {checkpoint.data && key.data && <GrowthSection checkpoint={checkpoint.data} verifierKey={key.data} />}
    </Stack>
  );
}

const Signed = ({ note }: { note: string }) => {
  const { origin, size, root } = parseCheckpoint(note);
  return (
    <Section
      title="Signed checkpoint"
      note="C2SP tlog-checkpoint"
      actions={<Save name={`checkpoint-${size}.txt`} text={note} />}
    >
      <Stack gap="md">
        <Facts
          of={[
            ["Log", origin],
            ["Entries", String(size)],
            [
              "Root",
              <Text key="root" span ff="monospace" size="sm">
                {root.toString("base64")}
              </Text>,
            ],
          ]}
        />
        <Verbatim what="the checkpoint" text={note} />
      </Stack>
    </Section>
  );
};

const Key = ({ text }: { text: string }) => (
  <Section title="Verifier key" note="C2SP signed-note, Ed25519" actions={<Save name="baton.key" text={text} />}>
    <Verbatim what="the verifier key" text={text} />
  </Section>
);

const Verbatim = ({ what, text }: { what: string; text: string }) => (
  <div className={classes.verbatim}>
    <pre className={classes.text}>{text.trim()}</pre>
    <CopyButton value={text} what={what} />
  </div>
);

const Save = ({ name, text }: { name: string; text: string }) => (
  <Button
    variant="default"
    onClick={() => {
      saveAs(name, "text/plain", text);
    }}
  >
    Save
  </Button>
);
