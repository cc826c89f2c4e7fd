import { Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { verifyBundle } from "../../shared/ledger/proof/verify.ts";
import { useRead } from "../api/hooks.ts";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";
import { AuditHeading } from "./audit-heading.tsx";
import { Checks } from "./checks.tsx";
import { FileDrop } from "./file-drop.tsx";
import { getProofBundle, getVerifierKey } from "./routes.ts";

/** A bundle, and where it comes from; what is no JSON is no bundle, and the verifier says so. */
type Given = { name: string; bundle: unknown };

export default function VerifyPage() {
  const [search] = useSearchParams();
  const digest = search.get("digest") ?? "";
  const [dropped, setDropped] = useState<Given>();
  const [ownKey, setOwnKey] = useState("");
  const key = useRead(getVerifierKey, {});
  const fetched = useRead(getProofBundle, { params: { digest } }, { enabled: digest !== "" });
  const given = dropped ?? (fetched.data && { name: `The handoff ${digest.slice(0, 12)}…`, bundle: fetched.data });
  const usedKey = ownKey.trim() || key.data;
  return (
    <Stack gap="lg">
      <AuditHeading title="Verify a proof" />
      <Text maw={720}>
        A proof bundle is one file: what was sealed, its entry in the log, and the signed checkpoint of that log. It is
        verified in this browser, by the same program as <code>baton verify</code>. Nothing is sent anywhere.
      </Text>
      <FileDrop
        what="a proof bundle"
        hint={
          <>
            <code>….proof.json</code>, from Download proof or GET /api/ledger/&#123;digest&#125;/bundle
          </>
        }
        accept=".json,application/json"
        testId="input-bundle"
        onFile={(name, text) => {
          setDropped({ name, bundle: jsonIn(text) });
        }}
      />
      <Textarea
        label="Verifier key"
        description="The key of your own log is used. Whoever could change both proof and key could forge both: put the key here that you kept apart."
        placeholder={key.data?.trim() ?? "name+id+key"}
        value={ownKey}
        onChange={({ currentTarget }) => {
          setOwnKey(currentTarget.value);
        }}
        autosize
        maw={720}
        data-testid="input-verifier-key"
      />
      {key.error && !ownKey && <Refused problem={key.error} retry={key.refetch} />}
      {fetched.error && !dropped && <Refused problem={fetched.error} retry={fetched.refetch} />}
      {fetched.isLoading && !dropped && <Loading lines={4} />}
      {given && usedKey && <Verdict given={given} usedKey={usedKey} />}
    </Stack>
  );
}

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const Verdict = ({ given: { name, bundle }, usedKey }: { given: Given; usedKey: string }) => {
  const checks = verifyBundle(bundle, usedKey);
  const failing = checks.filter(({ fault }) => fault !== undefined).length;
  return (
    <div role="status" data-testid={failing === 0 ? "verdict-holds" : "verdict-fails"}>
      <Section
        title={failing === 0 ? "The proof holds" : "The proof does not hold"}
        note={failing === 0 ? name : `${name}: ${failing} of ${checks.length} steps fail. Do not rely on it.`}
      >
        <Checks of={checks} />
      </Section>
    </div>
  );
};
