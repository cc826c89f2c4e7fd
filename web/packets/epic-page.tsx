import { useParams } from "wouter";
import { useRead } from "../api/hooks.ts";
import { Heading, Section } from "../shell/heading.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { FeatureList } from "./feature-list.tsx";
import { above } from "./features-heading.tsx";
import { summariseEpic } from "./routes.ts";
import { SpentSection } from "./spent-section.tsx";

/** The features of an epic, and what they took together. */
export default function EpicPage() {
  const { epicId } = useParams<{ epicId: string }>();
  const reading = useRead(summariseEpic, { params: { epicId } });
  return (
    <RecordPage of="epic" above={above} reading={reading}>
      {(spent) => (
        <>
          <Heading title={`Epic ${epicId}`} above={above} />
          <Section title="Features">
            <FeatureList query={{ epic_id: epicId }} none={null} />
          </Section>
          <SpentSection title="Time and cost" spent={spent} />
        </>
      )}
    </RecordPage>
  );
}
