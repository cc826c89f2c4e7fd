import { readFileSync } from "node:fs";
import { STATUS_CODES } from "node:http";
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import * as z from "zod/mini";
import { sourceOf } from "./bundle.ts";
import { headersFor, parameters, refusalsFor, responses, securitySchemes } from "./openapi-conventions.ts";
import { openRoutes, type Route, routes } from "./routes.ts";

/** What a function's module exports as `contract`. */
type Contract = {
  summary: string;
  description?: string;
  roles: readonly string[] | "anyone";
  params?: z.ZodMiniObject;
  query?: z.ZodMiniObject;
  body?: z.ZodMiniType;
  answers: Record<number, z.ZodMiniType>;
  /** The media types of the answers, if they are not JSON. */
  produces?: string | readonly string[];
};

/**
 * The OpenAPI 3.1 document of all routes, from the contracts that the Lambdas themselves parse with.
 * @throws when a function of routes.ts exports no contract
 */
export const openApi = async (): Promise<object> => {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of [...routes, ...openRoutes]) {
    const [method = "", path = ""] = route[0].split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(route, await contractOf(route)) };
  }
  const document: ZodOpenApiObject = {
    openapi: "3.1.1",
    info: {
      title: "Baton",
      version: versionOfThisPackage(),
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [...new Set([...routes, ...openRoutes].map(tagOf))].map((name) => ({ name })),
    paths,
    components: { securitySchemes, parameters, responses },
  };
  return createDocument(document, { override: asReadersNeedIt });
};

/** The roles that each route is open to, by its key. */
export const rolesByRoute = async (): Promise<Record<string, readonly string[]>> => {
  const roles: Record<string, readonly string[]> = {};
  for (const route of routes) {
    const { roles: open } = await contractOf(route);
    roles[route[0]] = open === "anyone" ? [] : open;
  }
  return roles;
};

const asReadersNeedIt: ZodOpenApiOverride = ({ zodSchema, jsonSchema, io }) => {
  const { def } = zodSchema._zod;
  // A transform only puts a value into its usual form (a moment into UTC): what comes out looks like what went in.
  if (io === "output" && def.type === "pipe" && def.out._zod.def.type === "transform")
    Object.assign(jsonSchema, z.toJSONSchema(def.in, { io, unrepresentable: "any" }));
  // The pattern of a date-time or a UUID says no more than its format, at ten times the length.
  if (jsonSchema.format) delete jsonSchema.pattern;
  // A caller must not break when a later version answers more.
  if (io === "output" && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
};

const contractOf = async ([, entry]: Route): Promise<Contract> => {
  const { contract } = (await import(new URL(`../${sourceOf(entry)}`, import.meta.url).href)) as {
    contract?: Contract;
  };
  if (!contract) throw new Error(`${sourceOf(entry)} exports no contract`);
  return contract;
};

const tagOf = ([, entry]: Route): string => entry.slice(0, entry.indexOf("/"));

const operation = (route: Route, contract: Contract): ZodOpenApiOperationObject => {
  const [wire, entry] = route;
  const { summary, description, roles, params, query, body } = contract;
  const method = wire.slice(0, wire.indexOf(" "));
  const isOpen = roles === "anyone";
  const forWhom = isOpen ? "For anyone, without a token." : `For the roles ${roles.join(", ")}.`;
  return {
    operationId: entry.slice(entry.indexOf("/") + 1),
    tags: [tagOf(route)],
    summary,
    description: description ? `${description} ${forWhom}` : forWhom,
    security: isOpen ? [] : [{ token: [] }],
    ...(!isOpen && { "x-roles": [...roles], parameters: headersFor(method) }),
    requestParams: { ...(params && { path: params }), ...(query && { query }) },
    ...(body && {
      requestBody: { required: !body.safeParse({}).success, content: { "application/json": { schema: body } } },
    }),
    responses: { ...answersOf(contract), ...(!isOpen && refusalsFor(method, body !== undefined)) },
  };
};

const answersOf = ({ answers, produces = "application/json" }: Contract) =>
  Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => [
      status,
      {
        description: STATUS_CODES[status] ?? status,
        content: Object.fromEntries([produces].flat().map((type) => [type, { schema }])),
      },
    ]),
  );

const versionOfThisPackage = (): string => {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return version;
};
