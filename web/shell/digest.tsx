import { Anchor, Group, Text } from "@mantine/core";
import { Link } from "wouter";
import { CopyButton } from "./copy-button.tsx";
import { useMay } from "./who.ts";

const SHOWN = 12;

/** A SHA-256, of which nobody reads more than the beginning; the whole of it can be copied. */
export const Digest = ({ value, href }: { value: string; href?: string }) => {
  const short = `${value.slice(0, SHOWN)}…`;
  return (
    <Group gap={2} wrap="nowrap" display="inline-flex">
      {href ? (
        <Anchor component={Link} href={href} ff="monospace" size="sm" title={value}>
          {short}
        </Anchor>
      ) : (
        <Text span ff="monospace" size="sm" title={value}>
          {short}
        </Text>
      )}
      <CopyButton value={value} what="the digest" />
    </Group>
  );
};

/** The digest of what was sealed; whoever may look for it in the ledger is led to it. */
export const SealedDigest = ({ value }: { value: string }) => {
  const { may } = useMay();
  return <Digest value={value} {...(may("GET /api/ledger/{digest}") && { href: `/audit/sealed/${value}` })} />;
};
