import { Anchor, Button, Stack, Text, Tooltip } from "@mantine/core";
import { useEffect } from "react";
import { Link, useParams } from "wouter";
import { isLaunched, type Project } from "../../shared/launch-handoffs/project.ts";
import type { HandoffStatus } from "../../shared/launch-handoffs/wizard.ts";
import { useRead } from "../api/hooks.ts";
import { Columns } from "../shell/columns.tsx";
import { Facts } from "../shell/facts.tsx";
import { Heading, Section } from "../shell/heading.tsx";
import { HistoryLink } from "../shell/history-link.tsx";
import { Loading } from "../shell/loading.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { Refused } from "../shell/refused.tsx";
import { useMay } from "../shell/who.ts";
import { AllergenSection } from "./allergen-section.tsx";
import { CostingSection } from "./costing-section.tsx";
import { DocumentSection } from "./document-section.tsx";
import type { EvidenceOf } from "./evidence-section.tsx";
import { EventSection } from "./event-section.tsx";
import { FormulationSection } from "./formulation-section.tsx";
import { GateSection } from "./gate-section.tsx";
import { above, pageOfProject } from "./launch-heading.tsx";
import { HandoffState, ProjectState } from "./launch-state.tsx";
import { getHandoff, getProject } from "./routes.ts";
import classes from "./project-page.module.css";

/** A project and all that its handoff stands on; each part can be mended here by those whose work it is. */
export default function ProjectPage() {
  const { projectId } = useParams<{ projectId: string }>();
  const reading = useRead(getProject, { params: { projectId } });
  const handoff = useRead(getHandoff, { params: { projectId } });
  const { may } = useMay();
  return (
    <RecordPage of="project" above={above} reading={reading}>
      {(project) => (
        <>
          <Heading title={project.project_name} above={above}>
            {handoff.data && may("GET /api/npd/projects/{projectId}/gate-checklist") && <Start {...handoff.data} />}
          </Heading>
          {project.description && <Text maw={720}>{project.description}</Text>}
          <ProjectFacts {...project} />
          <Section title="Handoff" testId="section-handoff">
            {handoff.error && !handoff.data && <Refused problem={handoff.error} retry={handoff.refetch} />}
            {!handoff.error && !handoff.data && <Loading lines={2} />}
            {handoff.data && <Status {...handoff.data} />}
          </Section>
          {may("GET /api/npd/projects/{projectId}/gate-checklist") ? (
            <Evidence projectId={projectId} isOpen={!isLaunched(project)} />
          ) : (
            <EventSection projectId={projectId} />
          )}
          <HistoryLink subject={`project:${projectId}`} of="project" />
        </>
      )}
    </RecordPage>
  );
}

const ProjectFacts = (project: Project) => (
  <Facts
    of={[
      ["Number", project.project_number],
      ["Gate", project.current_gate],
      ["Status", <ProjectState key="status" status={project.status} />],
      project.priority === null ? undefined : ["Priority", project.priority],
      project.owner_id === null ? undefined : ["Owner", String(project.owner_id)],
      project.actual_launch_date === null
        ? ["Planned launch", project.target_launch_date ?? "–"]
        : ["Launched on", project.actual_launch_date],
    ]}
  />
);

/** AC-1: only from gate G4, and once. */
const Start = ({ handoff_status, message, project }: HandoffStatus) => {
  const { may } = useMay();
  if (handoff_status === "launched") return null;
  const isOpen = handoff_status !== "not_available";
  const label = may("PUT /api/npd/projects/{projectId}/handoff") ? "Start Handoff" : "View Handoff";
  if (isOpen)
    return (
      <Button component={Link} href={`${pageOfProject(project.id)}/handoff`} data-testid="button-start-handoff">
        {label}
      </Button>
    );
  return (
    <Tooltip label={message} events={{ hover: true, focus: true, touch: true }}>
      <Button data-disabled aria-disabled data-testid="button-start-handoff">
        {label}
      </Button>
    </Tooltip>
  );
};

const Status = ({ handoff_status, message, handoff }: HandoffStatus) => (
  <Stack gap="xs">
    <HandoffState status={handoff_status} />
    <Text size="sm">{message}</Text>
    {handoff && (
      <Facts
        of={handoff.links.map(({ record, label, link }) => [
          record === "pilot_wo" ? "Pilot WO" : record === "bom" ? "BOM" : "Product",
          <Anchor key={record} component={Link} href={link} size="sm">
            {label}
          </Anchor>,
        ])}
      />
    )}
  </Stack>
);

/** A link may lead to one of the parts: `#costing`. */
const Evidence = (of: EvidenceOf) => {
  useEffect(() => {
    const part = document.getElementById(location.hash.slice(1));
    if (location.hash) part?.scrollIntoView();
  }, []);
  return (
    <Columns left="1fr" right="1fr" className={classes.columns}>
      <Stack gap="lg">
        <GateSection {...of} />
        <EventSection projectId={of.projectId} />
      </Stack>
      <Stack gap="lg">
        <FormulationSection {...of} />
        <CostingSection {...of} />
        <DocumentSection {...of} />
        <AllergenSection {...of} />
      </Stack>
    </Columns>
  );
};
