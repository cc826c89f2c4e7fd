import { Button, Group, Stack, Text } from "@mantine/core";
import { Link, useParams } from "wouter";
import type { HandoffStatus, Wizard } from "../../shared/launch-handoffs/wizard.ts";
import { useCommand, useRead } from "../api/hooks.ts";
import { pathOf } from "../api/route.ts";
import { Heading } from "../shell/heading.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { HandoffRefused } from "./handoff-refused.tsx";
import { pageOfProject } from "./launch-heading.tsx";
import { HandoffState } from "./launch-state.tsx";
import { executeHandoff, getHandoff, getProject, listProjects } from "./routes.ts";
import { SuccessStep } from "./success-step.tsx";
import type { Execute } from "./use-execution.ts";
import { WizardSteps } from "./wizard-steps.tsx";

const isWizard = (handoff: HandoffStatus): handoff is Wizard => "steps" in handoff;

/** The handoff of a project: the wizard for those who may see the recipe, how far it is for everybody else (AC-1, AC-11). */
export default function HandoffPage() {
  const { projectId } = useParams<{ projectId: string }>();
  const reading = useRead(getHandoff, { params: { projectId } });
  const execute = useCommand(executeHandoff, (asked) => [
    pathOf(getHandoff, asked),
    pathOf(getProject, asked),
    pathOf(listProjects, {}),
  ]);
  const reread = async () => {
    const { data } = await reading.refetch();
    return data && isWizard(data) ? data : undefined;
  };
  return (
    <RecordPage of="handoff" above={{ title: "Project", href: pageOfProject(projectId) }} reading={reading}>
      {(handoff) => (
        <>
          <HandoffHeading {...handoff} />
          <Content handoff={handoff} reread={reread} execute={execute} />
        </>
      )}
    </RecordPage>
  );
}

type ContentProps = { handoff: HandoffStatus; reread: () => Promise<Wizard | undefined>; execute: Execute };

const Content = ({ handoff, reread, execute }: ContentProps) => {
  if (handoff.handoff)
    return (
      <>
        {/* What was not known is known now; what was refused still has to be told. */}
        {execute.error && !execute.error.isPassing && <HandoffRefused problem={execute.error} />}
        <SuccessStep success={handoff.handoff} isAnswer={!execute.isIdle} isOlder={execute.isIdle || execute.isError} />
      </>
    );
  if (!isWizard(handoff) || handoff.handoff_status === "not_available") return <StatusOnly {...handoff} />;
  return <WizardSteps wizard={handoff} reread={reread} execute={execute} />;
};

const HandoffHeading = ({ project }: HandoffStatus) => (
  <div>
    <Heading
      title={`Handoff of ${project.project_name}`}
      above={{ title: project.project_name, href: pageOfProject(project.id) }}
    />
    <Text size="sm" c="dimmed" mt={4}>
      {project.project_number} · {project.current_gate === "Launched" ? "Launched" : `Gate ${project.current_gate}`}
    </Text>
  </div>
);

/** No handoff, or none that this person takes part in. */
const StatusOnly = ({ handoff_status, message, project }: HandoffStatus) => (
  <Stack gap="sm" data-testid="handoff-status">
    <HandoffState status={handoff_status} />
    <Text>{message}</Text>
    <Group>
      <Button component={Link} href={pageOfProject(project.id)} variant="default">
        Back to the project
      </Button>
    </Group>
  </Stack>
);
