import { Tabs } from "@mantine/core";
import { useReadIfThere } from "../api/hooks.ts";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";
import { JudgedDocument } from "./judged-document.tsx";
import { getResults, getSpec, type BuilderHandoff } from "./routes.ts";

/** The newest spec and results, to the byte, each beside what was found in it. */
export const DocumentsSection = ({ handoff: { handoff_id, results, spec } }: { handoff: BuilderHandoff }) => (
  <Section title="Documents" note="As they were submitted, with what the standard's rules found in them.">
    <Tabs defaultValue={results ? "results" : "spec"} keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="spec">Spec</Tabs.Tab>
        {results && <Tabs.Tab value="results">Results</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="spec">
        <Document key={spec.digest} of={getSpec} handoffId={handoff_id} />
      </Tabs.Panel>
      {results && (
        <Tabs.Panel value="results">
          <Document key={results.digest} of={getResults} handoffId={handoff_id} />
        </Tabs.Panel>
      )}
    </Tabs>
  </Section>
);

type DocumentProps = { of: typeof getSpec | typeof getResults; handoffId: string };

const Document = ({ of, handoffId }: DocumentProps) => {
  const { data, error, refetch } = useReadIfThere(of as typeof getSpec, { params: { handoffId } });
  if (data) return <JudgedDocument text={data.document} findings={data.findings} kind={data.kind} />;
  return error ? <Refused problem={error} retry={refetch} /> : <Loading lines={19} />;
};
