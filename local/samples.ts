import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DataFolder } from "./data-folder.ts";
import type { Person } from "./issuer/person.ts";

/**
 * One call of a sample file: who makes it, what it is, and the status it must get (any 2xx if none is given). What it
 * remembers of its answer, a name for a path of members, stands in later calls as `{name}`.
 */
type SampleCall = {
  as: { tenant_id: string; sub: string; roles: string[] };
  call: string;
  body?: unknown;
  headers?: Record<string, string>;
  expect?: number;
  remember?: Record<string, string>;
};
type Memory = Record<string, string>;
type Progress = { sent: number; complete: boolean; memory?: Memory };

const progressFile = "samples.json";
const peopleFile = "people.json";

/** The people that samples/people.json offers on the sign-in page. */
export const samplePeople = (folder: string): Person[] => {
  const file = join(folder, peopleFile);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Person[]) : [];
};

/**
 * Notes in a data folder that has no note yet whether the samples belong into it. It is called before anything else is
 * written there, so that a stack that dies in between still gets them, and one that began without them never does.
 */
export const decideOnSamples = (data: DataFolder, wanted: boolean): void => {
  if (data.read(progressFile) === undefined) note(data, { sent: 0, complete: !wanted });
};

/**
 * Sends the calls of the folder's files, in the order of their names, as their callers would, going on where an
 * interrupted start left off. Tells how many it sent; throws on the first call not answered as it should be.
 */
export const sendSamples = async (data: DataFolder, folder: string, origin: string): Promise<number> => {
  const { sent, complete, memory = {} } = JSON.parse(data.read(progressFile) ?? "{}") as Progress;
  if (complete) return 0;
  const calls = readCalls(folder);
  for (const [index, call] of calls.entries()) {
    if (index < sent) continue;
    Object.assign(memory, await send(withRemembered(call, memory), origin));
    note(data, { sent: index + 1, complete: false, memory });
  }
  note(data, { sent: calls.length, complete: true });
  return Math.max(0, calls.length - sent);
};

const note = (data: DataFolder, progress: Progress) => {
  data.write(progressFile, JSON.stringify(progress));
};

type NamedCall = SampleCall & { name: string };

const readCalls = (folder: string): NamedCall[] => {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return files
    .filter((file) => file.endsWith(".json") && file !== peopleFile)
    .flatMap((file) => {
      const calls = JSON.parse(readFileSync(join(folder, file), "utf8")) as SampleCall[];
      return calls.map((call, index) => ({ ...call, name: `${file}#${index + 1}` }));
    });
};

const withRemembered = (call: NamedCall, memory: Memory): NamedCall =>
  JSON.parse(
    JSON.stringify(call).replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(memory, name) ? (memory[name] ?? "") : whole,
    ),
  ) as NamedCall;

const send = async (
  { as, call, body, headers, expect, remember = {}, name }: NamedCall,
  origin: string,
): Promise<Memory> => {
  const [method = "", path = ""] = call.split(" ");
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await tokenFor(as, origin)}`,
      // Interrupted between the answer and the note of it, the call is made once more.
      "idempotency-key": `sample-${name}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  const isAsExpected = expect === undefined ? response.ok : response.status === expect;
  if (!isAsExpected)
    throw new Error(`Sample ${name}, ${call}, was answered ${response.status}, not ${expect ?? "2xx"}: ${answer}`);
  const member = (path: string) =>
    path.split(".").reduce<unknown>((value, step) => (value as Memory)[step], JSON.parse(answer));
  return Object.fromEntries(Object.entries(remember).map(([each, path]) => [each, String(member(path))]));
};

const tokens = new Map<string, Promise<string>>();

const tokenFor = (caller: SampleCall["as"], origin: string): Promise<string> => {
  const key = `${origin} ${JSON.stringify(caller)}`;
  const token = tokens.get(key) ?? askForToken(caller, origin);
  tokens.set(key, token);
  return token;
};

const askForToken = async ({ tenant_id, sub, roles }: SampleCall["as"], origin: string): Promise<string> => {
  const response = await fetch(`${origin}/oidc/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", tenant_id, sub, roles: roles.join(" ") }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
};
