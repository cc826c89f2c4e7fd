import { Anchor, Stack } from "@mantine/core";
import { Link, useParams } from "wouter";
import { useReadTagged } from "../api/hooks.ts";
import { isNotFound } from "../api/problem.ts";
import type { Answer } from "../api/route.ts";
import { Digest } from "../shell/digest.tsx";
import { Empty } from "../shell/empty.tsx";
import { Facts } from "../shell/facts.tsx";
import { Heading } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { useMay } from "../shell/who.ts";
import { BaselineSection } from "./baseline-section.tsx";
import classes from "./builder-handoff-page.module.css";
import { BuilderState, DocumentVerdict } from "./builder-state.tsx";
import { above } from "./builders-heading.tsx";
import { ChecklistSection } from "./checklist-section.tsx";
import { DocumentsSection } from "./documents-section.tsx";
import { GateSection } from "./gate-section.tsx";
import { ReviewSection } from "./review-section.tsx";
import { getBuilderHandoff } from "./routes.ts";

export type BuilderHandoff = Answer<NonNullable<typeof getBuilderHandoff.lambda>>;

export default function BuilderHandoffPage() {
  const { builderHandoffId } = useParams<{ builderHandoffId: string }>();
  const { data, error, refetch } = useReadTagged(getBuilderHandoff, { params: { handoffId: builderHandoffId } });
  const { may } = useMay();
  if (isNotFound(error) && !data)
    return (
      <Stack>
        <Heading title={`No handoff ${builderHandoffId}`} above={above} />
        <Empty title="There is no such handoff in your tenant">Its first spec makes it: baton submit sends one.</Empty>
      </Stack>
    );
  if (!data)
    return (
      <Stack>
        <Heading title={builderHandoffId} above={above} />
        {error ? <Refused problem={error} retry={refetch} /> : <Loading lines={10} />}
      </Stack>
    );
  const handoff = data.body;
  return (
    <Stack gap="lg">
      <Heading key={`title of ${handoff.handoff_id}`} title={handoff.handoff_id} above={above} />
      {error && <Refused problem={error} retry={refetch} />}
      <HandoffFacts handoff={handoff} />
      <DocumentsSection key={handoff.handoff_id} handoff={handoff} />
      <div className={classes.columns}>
        <ChecklistSection handoffId={handoff.handoff_id} />
        <Stack gap="lg">
          <ReviewSection handoff={handoff} etag={data.etag} />
          {handoff.results && <BaselineSection handoffId={handoff.handoff_id} />}
          {(handoff.answers ?? handoff.state === "drafted") && <GateSection handoff={handoff} />}
        </Stack>
      </div>
      {may("GET /api/audit") && (
        <Anchor component={Link} href={`/audit?subject=builder:${handoff.handoff_id}`} size="sm">
          History of this handoff
        </Anchor>
      )}
    </Stack>
  );
}

const HandoffFacts = ({ handoff: { state, spec, results, builders } }: { handoff: BuilderHandoff }) => (
  <Facts
    of={[
      ["State", <BuilderState key="state" state={state} testId="text-builder-state" />],
      ["Spec", <Submitted key="spec" {...spec} />],
      results ? ["Results", <Submitted key="results" {...results} />] : undefined,
      results?.status ? ["Status in the results", results.status] : undefined,
      builders.length > 0 ? ["Builders", builders.join(", ")] : undefined,
    ]}
  />
);

const Submitted = ({ version, verdict, by, at, digest }: BuilderHandoff["spec"]) => {
  const { may } = useMay();
  return (
    <>
      <DocumentVerdict verdict={verdict} /> · version {version} by {by}, <Moment at={at} /> ·{" "}
      <Digest value={digest} {...(may("GET /api/ledger/{digest}") && { href: `/audit/sealed/${digest}` })} />
    </>
  );
};
