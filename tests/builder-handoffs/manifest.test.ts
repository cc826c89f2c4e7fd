import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeManifest } from "../../shared/builder-handoffs/manifest.ts";

const HASH = `sha256:${"0123456789abcdef".repeat(4)}`;
const manifest = {
  package_id: "PKG-SESSION-HOST-001",
  version: "1.0.0",
  schema_version: "1.2",
  spec_id: "SPEC-GENESIS-001",
  framework_id: "FMWK-000",
  plane_id: "hot",
  dependencies: ["PKG-KERNEL-001"],
  assets: [
    { path: "HOT/kernel/session_host.py", sha256: HASH, classification: "library" },
    { path: "HOT/tests/test_session_host.py", sha256: HASH, classification: "test" },
  ],
};

const rulesOf = (value: unknown) =>
  judgeManifest(typeof value === "string" ? value : JSON.stringify(value, null, 2)).findings.map(({ rule }) => rule);
const without = (key: keyof typeof manifest) =>
  Object.fromEntries(Object.entries(manifest).filter(([name]) => name !== key));
const withAsset = (change: object) => ({ ...manifest, assets: [{ ...manifest.assets[0], ...change }] });

describe("a manifest", () => {
  test("passes without a finding when it is as the standard says", () => {
    expect(judgeManifest(JSON.stringify(manifest))).toEqual({
      verdict: "pass",
      findings: [],
      parsed: expect.anything(),
    });
    const full = { title: "t", description: "d", layer: 3, supersedes: ["PKG-OLD"], external_deps: [], metadata: {} };
    expect(rulesOf({ ...manifest, ...full })).toEqual([]);
    expect(rulesOf({ ...manifest, supersedes: "PKG-OLD" })).toEqual([]);
    expect(rulesOf({ ...manifest, supersedes: null })).toEqual([]);
  });

  test.each(["package_id", "version", "schema_version", "spec_id", "plane_id", "dependencies", "assets"] as const)(
    "without %s has that one finding",
    (key) => {
      const { verdict, findings } = judgeManifest(JSON.stringify(without(key)));
      expect(verdict).toBe("fail");
      expect(findings).toMatchObject([{ rule: "manifest.key.missing", found: `no "${key}"` }]);
    },
  );

  test("without framework_id passes with a warning: real ones leave it out, the standard asks for it", () => {
    const { verdict, findings } = judgeManifest(JSON.stringify(without("framework_id")));
    expect([verdict, findings.map(({ rule }) => rule)]).toEqual(["pass", ["manifest.framework_id.missing"]]);
  });

  test.each([
    ["the files dict", { ...without("assets"), files: { "a.py": HASH } }, "manifest.key.legacy", '"assets"'],
    ["depends_on", { ...without("dependencies"), depends_on: [] }, "manifest.key.legacy", '"dependencies"'],
    ["schema 1.0", { ...manifest, schema_version: "1.0" }, "manifest.schema_version.legacy", '"schema_version": "1.2"'],
    ["schema 1.1", { ...manifest, schema_version: "1.1" }, "manifest.schema_version.legacy", '"assets"'],
  ])("of the legacy kind, %s, is told the member that is required", (_, value, rule, named) => {
    expect(judgeManifest(JSON.stringify(value)).findings).toMatchObject([
      { rule, severity: "blocker", fix: expect.stringContaining(named) },
    ]);
  });

  test.each<[string, unknown, string]>([
    ["no JSON", "{", "manifest.json"],
    ["a list", [], "manifest.json"],
    ["a member twice", '{"version":"1","version":"2"}', "manifest.json"],
    ["100,000 open brackets", "[".repeat(100_000), "manifest.json"],
    ["70 levels", `{"metadata":${"[".repeat(70)}${"]".repeat(70)}}`, "manifest.json"],
    ["assets as a dict", { ...manifest, assets: {} }, "manifest.key.type"],
    ["dependencies of numbers", { ...manifest, dependencies: [1] }, "manifest.key.type"],
    ["schema_version as a number", { ...manifest, schema_version: 1.2 }, "manifest.key.type"],
    ["supersedes as a number", { ...manifest, supersedes: 1 }, "manifest.key.type"],
    ["a null version", { ...manifest, version: null }, "manifest.key.type"],
    ["an empty spec_id", { ...manifest, spec_id: " " }, "manifest.key.empty"],
    ["a spec_id to be done", { ...manifest, spec_id: "TBD" }, "manifest.key.empty"],
    ["schema_version 2.0", { ...manifest, schema_version: "2.0" }, "manifest.schema_version.unknown"],
    ["an id in small letters", { ...manifest, package_id: "pkg-kernel" }, "manifest.package_id.form"],
    ["an id with a path", { ...manifest, package_id: "PKG-../X" }, "manifest.package_id.form"],
    ["an unknown plane", { ...manifest, plane_id: "ho4" }, "manifest.plane.unknown"],
    ["HO3, the other name of hot", { ...manifest, plane_id: "HO3" }, "manifest.plane.spelling"],
    ["a plane of the future", { ...manifest, plane_id: "ho1" }, "manifest.plane.future"],
    ["itself as a dependency", { ...manifest, dependencies: [manifest.package_id] }, "manifest.dependency.self"],
    ["a dependency twice", { ...manifest, dependencies: ["PKG-A", "PKG-A"] }, "manifest.dependency.twice"],
    ["itself as superseded", { ...manifest, supersedes: [manifest.package_id] }, "manifest.supersedes.self"],
    ["itself as superseded, as text", { ...manifest, supersedes: manifest.package_id }, "manifest.supersedes.self"],
    ["no asset", { ...manifest, assets: [] }, "manifest.asset.none"],
    ["an asset that is text", { ...manifest, assets: [...manifest.assets, "a.py"] }, "manifest.asset.key"],
    ["an asset without a hash", withAsset({ sha256: undefined }), "manifest.asset.key"],
    ["an asset without a classification", withAsset({ classification: "" }), "manifest.asset.key"],
    ["itself as an asset", withAsset({ path: "manifest.json" }), "manifest.asset.self"],
    ["an asset twice", { ...manifest, assets: [manifest.assets[0], manifest.assets[0]] }, "manifest.asset.twice"],
    [
      "two assets that differ in case alone",
      { ...manifest, assets: [manifest.assets[0], { ...manifest.assets[0], path: "HOT/Kernel/session_host.py" }] },
      "manifest.asset.collision",
    ],
    [
      "a file and a folder of one name",
      {
        ...manifest,
        assets: [manifest.assets[0], { ...manifest.assets[0], path: `${manifest.assets[0]?.path}/a.py` }],
      },
      "manifest.asset.collision",
    ],
  ])("with %s has its own finding", (_, value, rule) => {
    expect(new Set(rulesOf(value))).toEqual(new Set([rule]));
  });

  test.each([
    ["bare", HASH.slice(7), "prefix"],
    ["SHA256:", `SHA256:${HASH.slice(7)}`, "prefix"],
    ["of another algorithm", `sha512:${HASH.slice(7)}`, "prefix"],
    ["of an MD5", "md5:d41d8cd98f00b204e9800998ecf8427e", "algorithm"],
    ["of a bare SHA-512", HASH.slice(7).repeat(2), "algorithm"],
    ["with a zero-width space", HASH.replace("sha256:", "sha256:\u200b"), "digit"],
    ["bare and of 63 digits", HASH.slice(7, -1), "length"],
    ["of 63 digits", HASH.slice(0, -1), "length"],
    ["of 65 digits", `${HASH}0`, "length"],
    ["in upper case", `sha256:${HASH.slice(7).toUpperCase()}`, "case"],
    ["truncated", "sha256:6cd18f07...", "truncated"],
    ["truncated with one character", "sha256:6cd18f07…", "truncated"],
    ["with an O for a 0", HASH.replace("0", "O"), "lookalike"],
    ["with an l for a 1", HASH.replace("1", "l"), "lookalike"],
    ["with a Cyrillic a", HASH.replace("abc", "\u0430bc"), "lookalike"],
    ["with a Cyrillic a in the prefix", HASH.replace("sha", "sh\u0430"), "prefix"],
    ["with a full-width digit", HASH.replace("7", "\uff17"), "lookalike"],
    ["with a g", HASH.replace("f", "g"), "digit"],
    ["of no digit", "sha256:", "empty"],
    ["of nothing", "", "empty"],
    ["to be done", "TBD", "placeholder"],
    ["to be done behind its prefix", "sha256:TBD", "placeholder"],
    ["that does not apply", "N/A", "placeholder"],
    ["behind a hyphen", `sha256-${HASH.slice(7)}`, "prefix"],
    ["behind an equals sign", `sha256=${HASH.slice(7)}`, "prefix"],
    ["behind a space", `sha256: ${HASH.slice(7)}`, "prefix"],
    ["of another algorithm behind a hyphen", `sha512-${HASH.slice(7).repeat(2)}`, "algorithm"],
    ["in base64", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "digit"],
    ["in words", "SEE THE CI RUN", "digit"],
  ])("with a hash %s has that one finding", (_, sha256, fault) => {
    expect(rulesOf(withAsset({ sha256 }))).toEqual([`manifest.hash.${fault}`]);
  });

  test.each([
    ["", "empty"],
    ["/etc/passwd", "absolute"],
    ["C:/x.py", "absolute"],
    ["\\\\host\\x.py", "absolute"],
    ["../x.py", "parent"],
    ["HOT/../../x.py", "parent"],
    ["HOT\\..\\x.py", "parent"],
    ["HOT\\x.py", "backslash"],
    ["HOT//x.py", "segment"],
    ["./x.py", "segment"],
    ["HOT/", "segment"],
    ["HOT/a\nb.py", "control"],
    ["HOT/a\u202ebc.py", "control"],
    ["HOT/cafe\u0301.py", "form"],
  ])("with the path %j has that one finding", (path, fault) => {
    expect(rulesOf(withAsset({ path }))).toEqual([`path.${fault}`]);
  });

  test("names the line of what it found", () => {
    const text = JSON.stringify({ ...manifest, plane_id: "HO3" }, null, 2).replace(HASH, "sha256:6cd18f07...");
    const lines = text.split("\n");
    const { findings } = judgeManifest(text);
    expect(findings.map(({ line = 0, found }) => lines[line - 1]?.includes(found))).toEqual([true, true]);
    expect(judgeManifest('{\n"a": 1,\n}').findings).toMatchObject([{ rule: "manifest.json", line: 3 }]);
  });

  test("never throws, whatever is sent", () => {
    const keys = fc.constantFrom(...Object.keys(manifest), "files", "supersedes", "path", "sha256", "__proto__");
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.string(), fc.integer(), fc.constant(null), tie("list"), tie("dict")),
      list: fc.array(tie("value"), { maxLength: 4 }),
      dict: fc.dictionary(keys, tie("value")),
    }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          value.map((any) => JSON.stringify(any)),
        ),
        (document) => {
          const { verdict, findings } = judgeManifest(document);
          expect(verdict).toBe(findings.some(({ severity }) => severity === "blocker") ? "fail" : "pass");
        },
      ),
      { numRuns: 500 },
    );
  });
});
