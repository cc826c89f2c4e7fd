import { Stack } from "@mantine/core";
import { Fragment } from "react";
import { useParams } from "wouter";
import { useReadTagged } from "../api/hooks.ts";
import { Columns } from "../shell/columns.tsx";
import { SealedDigest } from "../shell/digest.tsx";
import { Facts } from "../shell/facts.tsx";
import { Heading } from "../shell/heading.tsx";
import { HistoryLink } from "../shell/history-link.tsx";
import { Moment } from "../shell/moment.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { BaselineSection } from "./baseline-section.tsx";
import { BuilderState, DocumentVerdict } from "./builder-state.tsx";
import { above } from "./builders-heading.tsx";
import { ChecklistSection } from "./checklist-section.tsx";
import { DocumentsSection } from "./documents-section.tsx";
import { GateSection } from "./gate-section.tsx";
import { ReviewSection } from "./review-section.tsx";
import { type BuilderHandoff, getBuilderHandoff } from "./routes.ts";

export default function BuilderHandoffPage() {
  const { builderHandoffId } = useParams<{ builderHandoffId: string }>();
  const reading = useReadTagged(getBuilderHandoff, { params: { handoffId: builderHandoffId } });
  return (
    <RecordPage of="handoff" above={above} reading={reading} none="Its first spec makes it: baton submit sends one.">
      {({ body: handoff, etag }) => (
        <Fragment key={handoff.handoff_id}>
          <Heading title={handoff.handoff_id} above={above} />
          <HandoffFacts handoff={handoff} />
          <DocumentsSection handoff={handoff} />
          <Columns left="1fr" right="1fr">
            <ChecklistSection handoffId={handoff.handoff_id} />
            <Stack gap="lg">
              <ReviewSection handoff={handoff} etag={etag} />
              {handoff.results && <BaselineSection handoffId={handoff.handoff_id} />}
              {(handoff.answers ?? handoff.state === "drafted") && <GateSection handoff={handoff} />}
            </Stack>
          </Columns>
          <HistoryLink subject={`builder:${handoff.handoff_id}`} of="handoff" />
        </Fragment>
      )}
    </RecordPage>
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
  return (
    <>
      <DocumentVerdict verdict={verdict} /> · version {version} by {by}, <Moment at={at} /> ·{" "}
      <SealedDigest value={digest} />
    </>
  );
};
