import { Anchor, Button, Group, NativeSelect, Stack, Table, Text } from "@mantine/core";
import { Link, useSearchParams } from "wouter";
import { type Project, ProjectStatus } from "../../shared/launch-handoffs/project.ts";
import { useList } from "../api/hooks.ts";
import { Empty } from "../shell/empty.tsx";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";
import { LaunchHeading, pageOfProject } from "./launch-heading.tsx";
import { ProjectState, statusName } from "./launch-state.tsx";
import { listProjects } from "./routes.ts";

export default function ProjectListPage() {
  const [search, setSearch] = useSearchParams();
  const status = ProjectStatus.safeParse(search.get("status")).data;
  return (
    <Stack gap="md">
      <LaunchHeading title="Projects">
        <NativeSelect
          aria-label="Status"
          size="sm"
          value={status ?? ""}
          data={[
            { value: "", label: "Every status" },
            ...ProjectStatus.options.map((each) => ({ value: each, label: statusName(each) })),
          ]}
          onChange={({ currentTarget: { value } }) => {
            setSearch(value ? { status: value } : {});
          }}
        />
      </LaunchHeading>
      <Projects status={status} />
    </Stack>
  );
}

const Projects = ({ status }: { status: ProjectStatus | undefined }) => {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useList(listProjects, {
    query: { status, limit: "25" },
  });
  if (error && !data) return <Refused problem={error} retry={refetch} />;
  if (!data) return <Loading lines={8} />;
  const projects = data.flatMap((page) => page.projects);
  if (projects.length === 0 && !hasNextPage)
    return (
      <Empty title={status ? `No project has the status ${statusName(status).toLowerCase()}` : "No projects yet"}>
        Your development system makes them with PUT /api/npd/projects/&#123;id&#125;.
      </Empty>
    );
  return (
    <>
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
      {error && <Refused problem={error} retry={fetchNextPage} />}
      {hasNextPage && (
        <Group justify="center">
          <Button variant="default" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            Show more
          </Button>
        </Group>
      )}
    </>
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
