import { Button, Stack, Text } from "@mantine/core";
import { Link, useParams } from "wouter";
import type { PromptContract } from "../../shared/builder-handoffs/prompt-contract.ts";
import { useRead } from "../api/hooks.ts";
import { CopyButton } from "../shell/copy-button.tsx";
import { Digest } from "../shell/digest.tsx";
import { Facts } from "../shell/facts.tsx";
import { Heading, Section } from "../shell/heading.tsx";
import { Moment } from "../shell/moment.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { useMay } from "../shell/who.ts";
import { aboveContracts } from "./builders-heading.tsx";
import { getPromptContract } from "./routes.ts";

/** A version of the prompt contract, with what is expected of an answer. */
export default function ContractPage() {
  const { contractVersion: version } = useParams<{ contractVersion: string }>();
  const reading = useRead(getPromptContract, { params: { version } });
  const { may } = useMay();
  return (
    <RecordPage of="contract" above={aboveContracts} reading={reading}>
      {(contract) => (
        <>
          <Heading title={`Prompt contract ${contract.version}`} above={aboveContracts}>
            {may("PUT /api/builder-prompt-contracts/{version}") && (
              <Button component={Link} href={`/builders/contracts/new?from=${contract.version}`} variant="default">
                Publish a new version
              </Button>
            )}
          </Heading>
          <Facts
            of={[
              ["Published", <Published key="published" {...contract} />],
              ["Digest", <Digest key="digest" value={contract.digest} />],
            ]}
          />
          <Section title="Prompt" actions={<CopyButton value={contract.template} what="the template" />}>
            <Text size="sm" ff="monospace" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
              {contract.template}
            </Text>
          </Section>
          <Questions title="Verification questions" of={contract.verification} />
          <Questions title="Adversarial questions" of={contract.adversarial} />
        </>
      )}
    </RecordPage>
  );
}

const Published = ({ created_at, created_by }: PromptContract) => (
  <>
    <Moment at={created_at} /> by {created_by}
  </>
);

const Questions = ({ title, of }: { title: string; of: PromptContract["verification"] }) => (
  <Section title={title}>
    <Stack component="ol" gap="sm" m={0} pl={28} fz="sm">
      {of.map(({ question, expected_answer }, at) => (
        <li key={at}>
          <Text size="sm" fw={600}>
            {question}
          </Text>
          <Text size="sm" c="dimmed" style={{ whiteSpace: "pre-wrap" }}>
            Expected: {expected_answer}
          </Text>
        </li>
      ))}
    </Stack>
  </Section>
);
