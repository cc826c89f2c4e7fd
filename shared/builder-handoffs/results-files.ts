import { type Finding, findingsBy } from "./finding.ts";
import type { Line } from "./markdown.ts";
import { resultsRules } from "./results-rules.ts";
import type { ResultsSection } from "./results-section.ts";
import { isPlaceholder } from "./evidence.ts";
import { type Section } from "./section.ts";
import { type HashFault, hashFaults, hashFix, isNamed } from "./sha256.ts";

/** A file as a results file lists it. A hash is null where none is written, or none that can be checked. */
export type ListedFile = { path: string; sha256: string | null; sha256_before?: string | null };

const find = findingsBy(resultsRules);

/** The files that a section lists with their hashes, and what is wrong with the hashes. */
export const filesOf = (section: Section<ResultsSection> | undefined): { files: ListedFile[]; findings: Finding[] } => {
  if (!section) return { files: [], findings: [] };
  const lines = section.lines.filter((line, at) => !isHead(line, section.lines[at + 1]));
  const read = lines.map((line) => ({ line, read: fileOn(line, section.name === "Files Modified") }));
  const files = read.flatMap((each) => each.read);
  const unlisted = read.filter((each) => each.read.length === 0 && isUnlisted(each.line, files.length));
  return {
    files: files.map(({ file }) => file),
    findings: [
      ...files.flatMap(({ findings }) => findings),
      ...differing(files),
      ...unlisted.slice(0, 1).map(({ line }) => unlistedOn(line)),
    ],
  };
};

/** An item that is neither a file nor NONE nor a label for those below it; and where no file is listed, any other words. */
const isUnlisted = ({ text, marker, cells }: Line, files: number): boolean => {
  const said = cells ? cells.filter((cell) => cell !== "").join(" ") : text;
  if (said === "" || said.endsWith(":") || isPlaceholder(said) || COUNTED.test(said)) return false;
  return !NONE.test(said) && (files === 0 || marker !== undefined || cells !== undefined);
};

/** The line of a section whose own heading is missing: that is told once. */
const COUNTED =
  /^(?:total|passed|failed|skipped|errors|command|new failures|packages installed|install order|all tests pass|full command log)\b[^:]*:/i;

const NONE = /^(?:none|no|nothing|nil|n\/a|not applicable|0|[-–—])(?![\w/.])/i;

const unlistedOn = ({ line, text }: Line): Finding =>
  find("results.files.unlisted", {
    line,
    found: text,
    fix: "List each file on a line with its SHA-256, or write NONE.",
  });

type Read = { file: ListedFile; line: number; findings: Finding[] };

/** A file that is listed again, with another hash. */
const differing = (files: readonly Read[]): Finding[] => {
  const first = new Map<string, string>();
  return files.flatMap(({ file: { path, sha256 }, line }) => {
    const other = first.get(path);
    if (sha256 !== null && other === undefined) first.set(path, sha256);
    return other !== undefined && sha256 !== null && sha256 !== other
      ? [conflictOf(line, `${path}: ${other} and ${sha256}`)]
      : [];
  });
};

const conflictOf = (line: number, found: string): Finding =>
  find("results.hash.conflict", {
    line,
    found,
    fix: "A file has one hash after the work. Leave the one that is right.",
  });

const isHead = ({ cells }: Line, next: Line | undefined): boolean =>
  cells?.length === 0 || (!!cells && next?.cells?.length === 0);

/** A line is a file when it has a hash, or is an item that begins with a path. */
const fileOn = (line: Line, isModified: boolean): Read[] => {
  const text = line.cells?.join(" ") ?? line.text;
  const hashes = hashesIn(text, line.cells);
  const [path = ""] = /^[^\s(,;]{1,500}?(?=:?(?:[\s(,;]|$))/.exec(text) ?? [];
  const isPath =
    /[/.]\w/.test(path) && !/^n\/a\b/i.test(path) && (line.marker !== undefined || line.cells !== undefined);
  if (hashes.length === 0 && !isPath) return [];
  const judgedHashes = hashes.map((hash) => judgeHash(hash, line.line));
  const [first, second] = judgedHashes;
  const [before, after] = isModified && second ? [first, second] : [undefined, second ?? first];
  const file = { path, sha256: after?.sha256 ?? null, ...(before && { sha256_before: before.sha256 }) };
  const findings = judgedHashes.flatMap(({ finding }) => finding);
  if (findings.length === 0) findings.push(...judgeCount(hashes, isModified, { path, line: line.line }));
  return [{ file, line: line.line, findings }];
};

/** One hash for a file; of one that was modified that before as well. */
const judgeCount = (
  hashes: readonly string[],
  isModified: boolean,
  { path, line }: { path: string; line: number },
): Finding[] => {
  if (hashes.length === 0) return [absent(line, path)];
  if (isModified && hashes.length === 1) {
    const fix = "Write the SHA-256 of the file before and after: (SHA256 before: …, after: …).";
    return [find("results.hash.pair", { line, found: `${path} has one hash`, fix })];
  }
  const distinct = new Set(hashes);
  return distinct.size > (isModified ? 2 : 1) ? [conflictOf(line, `${path}: ${[...distinct].join(" and ")}`)] : [];
};

const absent = (line: number, path: string): Finding =>
  find("results.hash.missing", { line, found: path, fix: "Write the file's SHA-256 behind it: (SHA256: <64 hex>)." });

/** A hash is written behind a label, behind `before` and `after`, or bare. */
const hashesIn = (text: string, cells: string[] | undefined): string[] => {
  const pair = [...text.matchAll(/\b(?:before|after)\s?:\s?((?:sha-?256:\s?)?[^\s),;|]{1,200})/gi)].map(
    ([, hash = ""]) => labelled(hash),
  );
  if (pair.length > 0) return pair;
  const labels = [
    ...text.matchAll(/\b(md5|sha-?\d{1,3}|blake\w{1,3})\s?([:=])\s?((?:sha-?256:\s?)?[^\s),;|]{1,200})/gi),
  ].map(([, label = "", sign = "", hash = ""]) =>
    label.endsWith("256") && sign === ":" ? labelled(hash) : `${label}${sign}${hash}`,
  );
  if (labels.length > 0) return labels;
  const bare = text.match(/\b(?:[0-9a-f]{32,200}\b|[0-9a-f]{6,200}(?:\.{2,}|…))/gi) ?? [];
  const column = cells?.slice(1).filter((cell) => cell !== "" && (isPlaceholder(cell) || SHORT.test(cell))) ?? [];
  return [...bare, ...column];
};

/** In a column of its own a few hex digits are a hash that was cut off. */
const SHORT = /^(?=[a-f]*\d)[0-9a-f]{7,31}$/i;

/** The template's own label `SHA256:` stands for the `sha256:` of the hash, unless that names another way itself. */
const labelled = (hash: string): string => {
  const digits = hash.replace(/^sha-?256:\s?/i, "");
  return isNamed(digits) ? digits : `sha256:${digits}`;
};

const RULES: Record<HashFault, keyof typeof resultsRules> = {
  empty: "results.hash.missing",
  placeholder: "results.hash.placeholder",
  truncated: "results.hash.truncated",
  lookalike: "results.hash.lookalike",
  prefix: "results.hash.bare",
  case: "results.hash.case",
  length: "results.hash.length",
  digit: "results.hash.digit",
  algorithm: "results.hash.algorithm",
};

const judgeHash = (written: string, line: number): { sha256: string | null; finding: Finding[] } => {
  const faults = hashFaults(written);
  const finding = faults.map((fault) => find(RULES[fault], { line, found: written, fix: hashFix(fault, written) }));
  return { sha256: faults.length === 0 ? written : null, finding };
};
