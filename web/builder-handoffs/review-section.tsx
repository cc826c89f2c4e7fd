import { Group, Stack, Text } from "@mantine/core";
import { useReadIfThere } from "../api/hooks.ts";
import { send } from "../api/send.ts";
import { SealedDigest } from "../shell/digest.tsx";
import { DownloadButton } from "../shell/download-button.tsx";
import { Facts } from "../shell/facts.tsx";
import { Section } from "../shell/heading.tsx";
import { Moment } from "../shell/moment.tsx";
import { useMay, usePerson } from "../shell/who.ts";
import { BuilderState } from "./builder-state.tsx";
import { ReviewForm } from "./review-form.tsx";
import { getReview, getStatement, type BuilderHandoff } from "./routes.ts";

/** The verdict on the newest results, or who may give it. */
export const ReviewSection = ({ handoff, etag }: { handoff: BuilderHandoff; etag: string | undefined }) => (
  <Section title="Review" testId="section-review">
    {handoff.review ? (
      <Reviewed handoffId={handoff.handoff_id} review={handoff.review} />
    ) : (
      <Outstanding handoff={handoff} etag={etag} />
    )}
  </Section>
);

type ReviewedProps = { handoffId: string; review: NonNullable<BuilderHandoff["review"]> };

const Reviewed = ({ handoffId, review: { verdict, results_version, by, at, digest } }: ReviewedProps) => {
  const { data } = useReadIfThere(getReview, { params: { handoffId } });
  return (
    <Stack gap="md">
      <Facts
        of={[
          ["Verdict", <BuilderState key="verdict" state={verdict} testId="text-review-verdict" />],
          ["By", by],
          ["When", <Moment key="when" at={at} />],
          ["Of the results", `version ${results_version}`],
          data?.notes
            ? [
                "Notes",
                <span key="notes" style={{ whiteSpace: "pre-wrap" }}>
                  {data.notes}
                </span>,
              ]
            : undefined,
          ["Digest", <SealedDigest key="digest" value={digest} />],
        ]}
      />
      <Group>
        <DownloadButton
          label="Download the in-toto statement"
          name={`${handoffId}.intoto.json`}
          type="application/json"
          text={async () => JSON.stringify((await send(getStatement, { params: { handoffId } })).body)}
          data-testid="button-download-statement"
        />
      </Group>
    </Stack>
  );
};

const Outstanding = ({ handoff, etag }: { handoff: BuilderHandoff; etag: string | undefined }) => {
  const { id } = usePerson();
  const { may } = useMay();
  if (handoff.state !== "results_in") return <Text size="sm">It is reviewed once its results are in.</Text>;
  if (handoff.builders.includes(id))
    return <Text size="sm">You worked on this handoff. Another reviewer gives the verdict.</Text>;
  if (!may("POST /api/builder-handoffs/{handoffId}/review"))
    return <Text size="sm">Its results wait for a reviewer.</Text>;
  return <ReviewForm handoffId={handoff.handoff_id} etag={etag} />;
};
