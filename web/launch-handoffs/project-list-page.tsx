import { Stack } from "@mantine/core";
import { type Project, ProjectStatus } from "../../shared/launch-handoffs/project.ts";
import { useList } from "../api/hooks.ts";
import { Empty } from "../shell/empty.tsx";
import { StatusFilter, useFilter } from "../shell/list-filter.tsx";
import { ListTable, RowTitle } from "../shell/list-table.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import { LaunchHeading, pageOfProject } from "./launch-heading.tsx";
import { ProjectState, statusName } from "./launch-state.tsx";
import { listProjects } from "./routes.ts";

export default function ProjectListPage() {
  const status = useFilter("status", ProjectStatus.options);
  return (
    <Stack gap="md">
      <LaunchHeading title="Projects">
        <StatusFilter of={ProjectStatus.options} nameOf={statusName} />
      </LaunchHeading>
      <Projects status={status} />
    </Stack>
  );
}

const Projects = ({ status }: { status: ProjectStatus | undefined }) => {
  const list = useList(listProjects, { query: { status, limit: "25" } });
  return (
    <PagedList
      list={list}
      itemsOf={(page) => page.projects}
      none={
        <Empty title={status ? `No project has the status ${statusName(status).toLowerCase()}` : "No projects yet"}>
          Your development system makes them with PUT /api/npd/projects/&#123;id&#125;.
        </Empty>
      }
    >
      {(projects) => (
        <ListTable
          of="project"
          items={projects}
          idOf={({ id }) => id}
          columns={{
            Project: ({ id, project_name, project_number }) => (
              <RowTitle href={pageOfProject(id)} name={project_name}>
                {project_number}
              </RowTitle>
            ),
            Gate: ({ current_gate }) => current_gate,
            Status: ({ status }) => <ProjectState status={status} />,
          }}
          more={{ Launch: launchDay }}
        />
      )}
    </PagedList>
  );
};

const launchDay = ({ actual_launch_date, target_launch_date }: Partial<Project>) => {
  if (actual_launch_date) return actual_launch_date;
  return target_launch_date ? `planned for ${target_launch_date}` : "–";
};
