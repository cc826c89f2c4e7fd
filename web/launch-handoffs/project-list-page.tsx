import { Anchor, Stack, Table, Text } from "@mantine/core";
import { Link } from "wouter";
import { type Project, ProjectStatus } from "../../shared/launch-handoffs/project.ts";
import { useList } from "../api/hooks.ts";
import { Empty } from "../shell/empty.tsx";
import { StatusFilter, useFilter } from "../shell/list-filter.tsx";
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
        <Table verticalSpacing="sm" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Project</Table.Th>
              <Table.Th>Gate</Table.Th>
              <Table.Th>Status</Table.Th>
              <Table.Th visibleFrom="sm">Launch</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {projects.map((project) => (
              <Row key={project.id} {...project} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </PagedList>
  );
};

const Row = ({ id, project_name, project_number, current_gate, status, ...dates }: Project) => (
  <Table.Tr data-testid={`row-project-${id}`}>
    <Table.Td>
      <Anchor component={Link} href={pageOfProject(id)} fw={600} size="sm">
        {project_name}
      </Anchor>
      <Text size="sm" c="dimmed">
        {project_number}
      </Text>
    </Table.Td>
    <Table.Td>{current_gate}</Table.Td>
    <Table.Td>
      <ProjectState status={status} />
    </Table.Td>
    <Table.Td visibleFrom="sm">{launchDay(dates)}</Table.Td>
  </Table.Tr>
);

const launchDay = ({ actual_launch_date, target_launch_date }: Partial<Project>) => {
  if (actual_launch_date) return actual_launch_date;
  return target_launch_date ? `planned for ${target_launch_date}` : "–";
};
