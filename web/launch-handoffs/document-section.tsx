import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { type ComplianceDoc, DocType, typeOf } from "../../shared/launch-handoffs/compliance-doc.ts";
import { useCommand, useReadTagged } from "../api/hooks.ts";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { State } from "../shell/state.tsx";
import { useMay, usePerson } from "../shell/who.ts";
import { wordsIn } from "../shell/words-in.ts";
import { pathsOfEvidence } from "./evidence-changes.ts";
import { type EvidenceOf, EvidenceSection } from "./evidence-section.tsx";
import classes from "./project-page.module.css";
import { getComplianceDocs, putComplianceDocs } from "./routes.ts";

const names: Record<DocType, string> = {
  haccp: "HACCP",
  haccp_plan: "HACCP plan",
  label: "Label",
  label_proof: "Label Proof",
  nutritional_info: "Nutritional information",
  allergen_declaration: "Allergen declaration",
  coa: "Certificate of analysis",
  sds: "Safety data sheet",
  trial_report: "Trial report",
  sensory_eval: "Sensory evaluation",
  shelf_life: "Shelf life",
  other: "Other",
};

/** What is known of a project's documents: the files themselves stay where they are. */
export const DocumentSection = ({ projectId, isOpen }: EvidenceOf) => {
  const { may } = useMay();
  const reading = useReadTagged(getComplianceDocs, { params: { projectId } });
  return (
    <EvidenceSection title="Compliance documents" reading={reading} testId="section-documents">
      {({ body: docs, etag }) => (
        <Stack gap="md">
          {docs.length === 0 && <Text size="sm">No document yet.</Text>}
          {docs.map((doc, at) => (
            <Row key={at} {...doc} />
          ))}
          {isOpen && may("PUT /api/npd/projects/{projectId}/compliance-docs") && (
            <Add projectId={projectId} docs={docs} etag={etag} />
          )}
        </Stack>
      )}
    </EvidenceSection>
  );
};

const Row = (doc: ComplianceDoc) => {
  const type = typeOf(doc);
  return (
    <div className={classes.row}>
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={600}>
          {type === undefined ? "Document" : names[type]}
        </Text>
        <Text size="sm" c="dimmed" component="div" style={{ overflowWrap: "anywhere" }}>
          {doc.file_name} · <Moment at={doc.uploaded_at} />
        </Text>
      </div>
      {doc.deleted_at === null ? <State tone="good">Uploaded</State> : <State tone="over">Taken back</State>}
    </div>
  );
};

type AddProps = { projectId: string; docs: readonly ComplianceDoc[]; etag: string | undefined };

const Add = ({ projectId, docs, etag }: AddProps) => {
  const { id: uploaded_by } = usePerson();
  const put = useCommand(putComplianceDocs, pathsOfEvidence);
  const add = (form: HTMLFormElement) => {
    const { file_type, file_name = "" } = wordsIn(form);
    const added = { file_type: DocType.parse(file_type), file_name: file_name.normalize("NFC") };
    const body = [...docs, { ...added, uploaded_at: new Date().toISOString(), uploaded_by }];
    const asked = { params: { projectId }, body, ...(etag && { ifMatch: etag }) };
    put.mutate(asked, {
      onSuccess: () => {
        form.reset();
      },
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add(event.currentTarget);
      }}
    >
      <Stack gap="sm">
        {put.error && <Refused problem={put.error} />}
        <Group gap="sm" align="flex-end">
          <NativeSelect
            name="file_type"
            label="Type"
            data={DocType.options.map((value) => ({ value, label: names[value] }))}
          />
          <TextInput name="file_name" label="File name" required withAsterisk={false} style={{ flex: "1 1 160px" }} />
          <Button type="submit" variant="default" loading={put.isPending}>
            Add document
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
