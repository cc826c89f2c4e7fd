// GET /api/npd/projects
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, Limit, linkToNext } from "../../shared/http/page.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { readers } from "../../shared/launch-handoffs/permission.ts";
import { Project, ProjectStatus } from "../../shared/launch-handoffs/project.ts";
import * as projects from "../../shared/launch-handoffs/project-repository.ts";

const Place = z.pipe(
  Cursor,
  z.string().check(z.regex(/^[0-9TZ:.-]{24}#[A-Za-z0-9_-]{1,64}$/, "Expected a cursor of this list")),
);

export const contract = {
  summary: "List the projects of your tenant, oldest first",
  roles: readers,
  query: z.strictObject({ status: z.optional(ProjectStatus), limit: Limit, cursor: z.optional(Place) }),
  answers: { 200: z.object({ projects: z.array(Project) }) },
} as const;

export const handler = endpoint(contract, async ({ query, actor, path }) => {
  const { status, cursor, limit } = query;
  const { projects: found, next } = await projects.list(actor.tenantId, { status, after: cursor, limit });
  return ok({ projects: found }, linkToNext(path, query, next));
});
