import { handoffIdsIn } from "./handoff-id.ts";
import { blocker, type Finding, findingsBy, type Rules, warning } from "./finding.ts";

const PLACE = "RESULTS file location matches naming convention (`<handoff_id>_RESULTS.md` in handoff directory)";

export const placeRules = {
  "document.name": blocker(PLACE),
  "document.place": blocker("Each handoff gets its own directory"),
  "document.twice": blocker("Each handoff gets its own directory"),
  "document.unreadable": blocker(
    "RESULTS file exists at `_reboot/_staging/handoffs/<handoff_id>/<handoff_id>_RESULTS.md`",
  ),
  "document.results.missing": warning("Every handoff agent MUST write a results file when finished."),
  "document.spec.missing": warning("`<handoff_id>_BUILDER_HANDOFF.md` ← the spec"),
} satisfies Rules;
const find = findingsBy(placeRules);

export const DOCUMENT_NAMES = { spec: "BUILDER_HANDOFF", results: "RESULTS", prompt: "AGENT_PROMPT" } as const;
export type DocumentKind = keyof typeof DOCUMENT_NAMES;
export type Place = { path: string; kind: DocumentKind; handoff_id: string; findings: Finding[] };

/** How the file of a handoff's document is called (File Organization). */
export const documentName = (id: string, kind: DocumentKind): string => `${id}_${DOCUMENT_NAMES[kind]}.md`;

/**
 * Which document of which handoff a file is, by its name, and whether it lies where the standard says (File Organization).
 * `folder` is the name of the folder that it lies in. Of other files: nothing.
 */
export const placeOf = (path: string, folder: string): Place | undefined => {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const [, written, word = ""] = /^(?:(.+?)_)?(BUILDER_HANDOFF|RESULTS|AGENT_PROMPT)\.md$/is.exec(name) ?? [];
  const kind = KINDS.find((each) => DOCUMENT_NAMES[each] === word.toUpperCase());
  if (!kind) return undefined;
  const id = written ?? folder;
  return { path, kind, handoff_id: id, findings: judgePlace(id, documentName(id, kind), { name, folder }) };
};

/** Whether a file that is no document by its name looks like one: it has a handoff's id, or the name of a document, in it. */
export const isLikeDocument = (name: string): boolean =>
  /\.(?:md|markdown|txt)$/i.test(name) &&
  (handoffIdsIn(name.toUpperCase().replaceAll("_", " ")).length > 0 ||
    /(?:^|[^a-z])(?:results?|builder[ _-]?handoff|agent[ _-]?prompt)(?:[^a-z]|$)/i.test(name));

const KINDS = Object.keys(DOCUMENT_NAMES) as DocumentKind[];

const judgePlace = (id: string, right: string, { name, folder }: { name: string; folder: string }): Finding[] => [
  ...(name === right ? [] : [find("document.name", { found: name, fix: `Name it ${right}.` })]),
  ...(folder === id
    ? []
    : [find("document.place", { found: `${name} in the folder ${folder}`, fix: `Put it into ${id}/.` })]),
];

export const unreadableDocument = (why: string): Finding =>
  find("document.unreadable", { found: why, fix: "Put the file itself here, readable." });

/** What each document is told about those beside it: one of a kind, and a spec has its results. */
export const judgeBeside = (place: Place, all: readonly Place[]): Finding[] => {
  const { handoff_id: id, kind, path } = place;
  const ofHandoff = all.filter((other) => other.handoff_id === id);
  const has = (other: DocumentKind) => ofHandoff.some((each) => each.kind === other);
  const first = ofHandoff.find((other) => other.kind === kind)?.path;
  return [
    ...(first === path || first === undefined
      ? []
      : [
          find("document.twice", {
            found: `${path}, as well as ${first}`,
            fix: "Keep one; each handoff has one folder.",
          }),
        ]),
    ...(kind === "spec" && !has("results")
      ? [
          find("document.results.missing", {
            found: `no ${documentName(id, "results")}`,
            fix: "Write it when the work is finished.",
          }),
        ]
      : []),
    ...(kind === "results" && !has("spec")
      ? [
          find("document.spec.missing", {
            found: `no ${documentName(id, "spec")}`,
            fix: "Keep the spec beside its results.",
          }),
        ]
      : []),
  ];
};
