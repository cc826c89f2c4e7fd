import { Anchor, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { Link, useLocation, useParams } from "wouter";
import { Digest as DigestRule } from "../../shared/kernel/field.ts";
import type { Entry } from "../../shared/ledger/log/leaf.ts";
import { useRead } from "../api/hooks.ts";
import { isNotFound } from "../api/problem.ts";
import type { Answer } from "../api/route.ts";
import { Empty } from "../shell/empty.tsx";
import { Facts } from "../shell/facts.tsx";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { State, type Tone } from "../shell/state.tsx";
import { SubjectLink } from "../shell/subject-link.tsx";
import { wordsIn } from "../shell/words-in.ts";
import { AuditHeading } from "./audit-heading.tsx";
import { BundleButtons } from "./bundle-buttons.tsx";
import { eventName } from "./names.ts";
import { findSealed } from "./routes.ts";

export default function SealedPage() {
  const { digest } = useParams<{ digest?: string }>();
  return (
    <Stack gap="lg">
      <AuditHeading title="Sealed handoffs" />
      <DigestForm key={digest} digest={digest ?? ""} />
      {digest === undefined ? (
        <Empty title="Look a handoff up by its digest">
          Every sealed handoff is known by the SHA-256 of its canonical text. Whoever holds the digest can find it here.
        </Empty>
      ) : (
        <Sealed digest={digest} />
      )}
    </Stack>
  );
}

const DigestForm = ({ digest }: { digest: string }) => {
  const [, go] = useLocation();
  const [fault, setFault] = useState<string>();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { digest: said = "" } = wordsIn(event.currentTarget);
    const { data, error } = DigestRule.safeParse(said.toLowerCase());
    setFault(error?.issues[0]?.message);
    if (data) go(`/audit/sealed/${data}`);
  };
  return (
    <form onSubmit={submit} aria-label="Find a digest">
      <Group align="flex-start" gap="sm" maw={720}>
        <TextInput
          name="digest"
          label="Digest"
          defaultValue={digest}
          error={fault}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          style={{ flex: 1 }}
          miw={200}
        />
        <Button type="submit" variant="default" mt={25}>
          Find
        </Button>
      </Group>
    </form>
  );
};

const statuses: Record<Answer<NonNullable<typeof findSealed.lambda>>["status"], readonly [Tone, string, string]> = {
  sealed: ["good", "Sealed", "It is there as it was sealed."],
  deleted: ["over", "Deleted", "Its body was deleted by the rules; who did it, and when, stays in the log."],
  altered: [
    "bad",
    "Altered",
    "What is stored is not what was sealed. Do not rely on it, and tell whoever runs this system.",
  ],
};

const Sealed = ({ digest }: { digest: string }) => {
  const { data, error, refetch } = useRead(findSealed, { params: { digest } });
  if (isNotFound(error) && !data)
    return <Empty title="Nothing was sealed under this digest">Check that all 64 characters are there.</Empty>;
  if (!data) return error ? <Refused problem={error} retry={refetch} /> : <Loading lines={5} />;
  const [tone, name, meaning] = statuses[data.status];
  return (
    <Section
      title="What was sealed"
      note={meaning}
      actions={data.status !== "altered" && <BundleButtons digest={digest} />}
    >
      <Facts
        of={[
          [
            "State",
            <State key="state" tone={tone} testId="text-sealed-status">
              {name}
            </State>,
          ],
          ["Subject", <SubjectLink key="subject" subject={data.subject} />],
          ["Sealed", <Happened key="sealed" entry={data.sealed} />],
          data.deleted ? ["Deleted", <Happened key="deleted" entry={data.deleted} />] : undefined,
          [
            "Digest",
            <Text key="digest" span ff="monospace" size="sm">
              {digest}
            </Text>,
          ],
        ]}
      />
    </Section>
  );
};

const Happened = ({ entry: { index, event, actor_id, occurred_at } }: { entry: Entry }) => (
  <>
    <Anchor component={Link} href={`/audit/entries/${index}`} size="sm" underline="always">
      {eventName(event)}
    </Anchor>{" "}
    by {actor_id}, <Moment at={occurred_at} />
  </>
);
