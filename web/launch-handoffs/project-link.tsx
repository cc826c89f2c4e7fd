import { Anchor } from "@mantine/core";
import { Link } from "wouter";
import { useRead } from "../api/hooks.ts";
import { pageOfProject } from "./launch-heading.tsx";
import { getProject } from "./routes.ts";

/** Leads to a project by its number; by its id until that is known. */
export const ProjectLink = ({ id }: { id: string | number }) => {
  const { data } = useRead(getProject, { params: { projectId: String(id) } });
  return (
    <Anchor component={Link} href={pageOfProject(id)} size="sm">
      {data?.project_number ?? id}
    </Anchor>
  );
};
