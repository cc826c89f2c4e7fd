import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type * as z from "zod/mini";
import { documentName } from "../shared/builder-handoffs/document-place.ts";
import { HandoffId } from "../shared/builder-handoffs/handoff-id.ts";
import type { Submitted } from "../shared/builder-handoffs/submission.ts";
import { connect, type Connection, connectionOptions, connectionUsage, type ConnectionWords } from "./connection.ts";
import { failed, Misused } from "./refuse.ts";
import { section } from "./report/text.ts";
import { readText } from "./tree/read.ts";

const options = { predecessor: { type: "string" }, ...connectionOptions } as const;

export const submitUsage = `usage: baton submit [DIR] [--predecessor HANDOFF_ID] [--url URL …]

  DIR is the folder of a handoff, this one when none is named. Its spec is sent, then its results, each as a new version unless
  the newest has the same words already. So it may be called again, whatever became of the first call.
    --predecessor HANDOFF_ID   whose baseline the results started from, unless they name it
${connectionUsage}
  exit: 0 submitted, with the findings that were sealed · 1 refused · 2 the words of the call are off · 3 nobody answered, try again
`;

type Words = ConnectionWords & { folder: string; predecessor?: string };
type Kind = "spec" | "results";
type Document = { kind: Kind; path: string; body: { document: string; predecessor?: string | undefined } };

/** A handoff as far as it decides what is sent: the newest version of each document, null where there is none. */
type Known = { state: string } & Record<Kind, { version: number; predecessor?: string | null } | null>;

/** `baton submit [DIR]`: sends the spec and the results that lie in a handoff's folder. @returns the exit code */
export const submit = async (args: string[]): Promise<number> => {
  try {
    const words = wordsOf(args);
    const id = idOf(words.folder);
    const documents = await documentsIn(words, id);
    const server = await connect(words, `${id} was refused`);
    let known = (await server.find(pathOf(id))) as Known | undefined;
    for (const document of documents) known = await send(server, id, document, known);
    console.log(`${id} is ${known?.state}`);
    return 0;
  } catch (error) {
    return failed(error, submitUsage);
  }
};

const wordsOf = (args: string[]): Words => {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [folder = ".", ...others] = positionals;
    if (others.length === 0) return { ...values, folder };
  } catch (error) {
    throw new Misused((error as Error).message);
  }
  throw new Misused("Name one folder.");
};

const idOf = (folder: string): string => {
  const id = basename(resolve(folder));
  if (HandoffId.safeParse(id).success) return id;
  throw new Misused(
    `${folder} is no folder of a handoff. Such a folder is called as the handoff is, H-32 for instance.`,
  );
};

const documentsIn = async ({ folder, predecessor }: Words, id: string): Promise<Document[]> => {
  const spec = await documentIn(folder, id, "spec");
  const results = await documentIn(folder, id, "results");
  if (!spec && !results)
    throw new Misused(`There is neither ${documentName(id, "spec")} nor ${documentName(id, "results")} in ${folder}.`);
  return [...(spec ? [spec] : []), ...(results ? [{ ...results, body: { ...results.body, predecessor } }] : [])];
};

const documentIn = async (folder: string, id: string, kind: Kind): Promise<Document | undefined> => {
  const path = join(folder, documentName(id, kind));
  if (!existsSync(path)) return undefined;
  const read = await readText(path);
  if ("why" in read) throw new Error(`Cannot read ${path}: ${read.why}`);
  return { kind, path, body: { document: read.text } };
};

const pathOf = (id: string): string => `/api/builder-handoffs/${id}`;

/** Sends a document unless its newest version is the same. @returns the handoff as it is then */
const send = async (server: Connection, id: string, document: Document, known: Known | undefined): Promise<Known> => {
  const { kind, body } = document;
  const newest = known?.[kind]?.version;
  const at = `${pathOf(id)}/${kind}`;
  const held = newest && ((await server.find(`${at}?version=${newest}`)) as Sealed | undefined);
  if (known && held && isSame(held, document, known)) {
    tell(document, held, ", as it was submitted already");
    return known;
  }
  const sent = JSON.parse(await server.post(at, body, keyOf(document, known))) as Answer;
  tell(document, sent, "");
  return kind === "spec"
    ? { state: sent.state, spec: sent, results: null }
    : { state: sent.state, spec: known?.spec ?? null, results: sent };
};

type Answer = z.infer<typeof Submitted>;
type Sealed = Pick<Answer, "version" | "document_digest" | "verdict" | "findings">;

const isSame = ({ document_digest }: Sealed, { kind, body }: Document, known: Known): boolean =>
  document_digest === hash("sha256", body.document) &&
  (kind === "spec" || !body.predecessor || body.predecessor === known.results?.predecessor);

/** The same words that follow the same versions are one request, however often they are sent. */
const keyOf = ({ kind, body }: Document, known: Known | undefined): string =>
  hash("sha256", JSON.stringify([kind, body, known?.spec?.version ?? 0, known?.results?.version ?? 0]));

const tell = ({ path }: Document, { version, verdict, findings }: Sealed, more: string): void => {
  console.log(`${path}: version ${version}, ${verdict}${more}`);
  for (const part of section(path, findings)) console.log(part);
};
