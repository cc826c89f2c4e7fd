import { Anchor, Stack, Text } from "@mantine/core";
import { Link, useParams } from "wouter";
import { parseCheckpoint } from "../../shared/ledger/proof/checkpoint.ts";
import type { Entry } from "../../shared/ledger/log/leaf.ts";
import { useRead } from "../api/hooks.ts";
import { Digest } from "../shell/digest.tsx";
import { Facts } from "../shell/facts.tsx";
import { Heading, Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { Refused } from "../shell/refused.tsx";
import { SubjectLink } from "../shell/subject-link.tsx";
import { above } from "./audit-heading.tsx";
import { BundleButtons } from "./bundle-buttons.tsx";
import { Checks } from "./checks.tsx";
import { checksOf } from "./log-proof.ts";
import { eventName, inWords } from "./names.ts";
import { getAuditEntry, getCheckpoint, getVerifierKey, proveInclusion } from "./routes.ts";

export default function EntryPage() {
  const { index } = useParams<{ index: string }>();
  const reading = useRead(getAuditEntry, { params: { index } });
  return (
    <RecordPage of="entry" above={above} reading={reading} none="The log has not come so far yet.">
      {(entry) => (
        <>
          <Heading title={eventName(entry.event)} above={above}>
            {entry.digest && <BundleButtons digest={entry.digest} />}
          </Heading>
          <EntryFacts entry={entry} />
          <Proof index={index} />
        </>
      )}
    </RecordPage>
  );
}

const DIGEST = /^[0-9a-f]{64}$/;
const shownApart = new Set([
  ...["index", "event", "subject", "rev", "actor_id", "occurred_at", "commit_id", "tenant_id"],
  ...["digest", "record_digest", "digest_new", "digest_old"],
]);

const EntryFacts = ({ entry }: { entry: Entry }) => {
  const { event, subject, rev, actor_id, occurred_at, commit_id, index, digest } = entry;
  const others = Object.entries(entry).filter(([name]) => !shownApart.has(name));
  return (
    <Facts
      of={[
        ["Event", event],
        ["Subject", <SubjectLink key="subject" subject={subject} />],
        ["By", actor_id],
        ["When", <Moment key="when" at={occurred_at} seconds />],
        ["Entry", String(index)],
        ["Revision of the subject", String(rev)],
        ["Commit", commit_id],
        ...others.map(([name, value]) => [inWords(name), String(value)] as const),
        digest
          ? ["Digest of what was sealed", <Digest key="d" value={digest} href={`/audit/sealed/${digest}`} />]
          : undefined,
        digestFact("Digest of the record", entry.record_digest),
        digestFact("The head before", entry.digest_old),
        digestFact("The head after", entry.digest_new),
      ]}
    />
  );
};

const digestFact = (name: string, value: string | undefined) =>
  value === undefined ? undefined : ([name, DIGEST.test(value) ? <Digest key={name} value={value} /> : value] as const);

/** The entry's place in the log, proven to the checkpoint and verified here. */
const Proof = ({ index }: { index: string }) => {
  const checkpoint = useRead(getCheckpoint, {});
  const key = useRead(getVerifierKey, {});
  const size = checkpoint.data && String(parseCheckpoint(checkpoint.data).size);
  const proof = useRead(
    proveInclusion,
    { params: { index }, query: { size } },
    { enabled: size !== undefined && Number(size) > Number(index) },
  );
  const problem = checkpoint.error ?? key.error ?? proof.error;
  return (
    <Section title="Proof" note="Verified in this browser, against the signed checkpoint of your log.">
      {problem && <Refused problem={problem} retry={() => Promise.all([checkpoint.refetch(), key.refetch()])} />}
      {!problem && !(proof.data && checkpoint.data && key.data) && <Loading lines={4} />}
      {proof.data && checkpoint.data && key.data && (
        <Stack gap="md">
          <Checks of={checksOf(proof.data, checkpoint.data, key.data)} />
          <Facts
            of={[
              ["Size of the log", String(proof.data.size)],
              ["Hash of the entry", <Hash key="leaf" value={proof.data.leaf_hash} />],
              ["Root of the log", <Hash key="root" value={proof.data.root_hash} />],
              ["Hashes on the way", String(proof.data.hashes.length)],
            ]}
          />
          <Anchor component={Link} href="/audit/checkpoint" size="sm">
            The checkpoint
          </Anchor>
        </Stack>
      )}
    </Section>
  );
};

/** As the log writes a hash: base64. */
const Hash = ({ value }: { value: string }) => (
  <Text span ff="monospace" size="sm" style={{ overflowWrap: "anywhere" }}>
    {value}
  </Text>
);
