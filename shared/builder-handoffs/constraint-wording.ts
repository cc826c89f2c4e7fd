import type { specRules } from "./spec-rules.ts";

export type ConstraintRule = Extract<keyof typeof specRules, `spec.constraint.${string}`>;

/**
 * One of the ten non-negotiable constraints: how it begins, or what else tells it where it begins otherwise, the words without which it
 * is not said, and what it asks for and forbids. Those are looked for in each word with the one before it.
 */
type Constraint = {
  begins: RegExp;
  topic: RegExp;
  says: RegExp;
  asks: readonly RegExp[];
  forbids: readonly RegExp[];
};

export const constraints: Readonly<Record<ConstraintRule, Constraint>> = {
  "spec.constraint.staging": {
    begins: /^all work\b/i,
    topic: /_staging\b.*(?:nothing|only|conflated)|conflated/i,
    says: /_staging\b/i,
    asks: [/ _staging$/],
    forbids: [/ conflated$/, / cp_2\.1$/],
  },
  "spec.constraint.dtt": {
    begins: /^(?:DTT\b|TDD\b|design\s?(?:→|->|,|then)\s?test)/i,
    topic: /\b(?:TDD|DTT)\b|failing test/i,
    says: /^(?!.*\bimplement\s?(?:→|->|,? then)\s?\w*\s?(?:tests?|design)\b).*(?:design\W+(?:then\W+)?test\W+(?:then\W+)?implement|\btest[ -]first\b|failing test\b.*\b(?:code|implement))/is,
    asks: [/ (?:tdd|dtt)$/, / failing$/],
    forbids: [/ all-tests-then-all-code$/, /\ball code$/, /\bcode first$/],
  },
  "spec.constraint.package": {
    begins: /^package everything\b/i,
    topic: /manifest\.json.*(?:SHA-?256|hash)/i,
    says: /\bpackage everything\b|\b(?:everything|code) (?:\w+ ){0,2}(?:ships?|goes|comes|is|are) (?:\w+ ){0,2}packag/i,
    asks: [
      ...[/ everything$/, / manifest\.json$/, / hashes$/, / assets$/, / dependencies$/],
      ...[/ schema_version$/, / spec_id$/, / framework_id$/],
    ],
    forbids: [/ depends_on$/, / dict$/],
  },
  "spec.constraint.verification": {
    begins: /^(?:end-to-end|e2e|end to end)\b/i,
    topic: /end-to-end|\be2e\b|full test suite/i,
    says: /\b(?:all|every)\b(?: \w+){0,3} tests?\b.*\bpass|\bfull (?:\w+ ){0,2}suite/is,
    asks: [/ pass(?:es)?$/, / suite$/, / verification$/],
    forbids: [],
  },
  "spec.constraint.hardcoding": {
    begins: /^(?:no |never )hard-?cod/i,
    topic: /hard-?cod|config-driven/i,
    says: /hard-?cod/i,
    asks: [/ config(?:-driven|uration)?$/],
    forbids: [/ hard-?cod\w*$/],
  },
  "spec.constraint.replacement": {
    begins: /^no file (?:replacement|overwrit)/i,
    topic: /overwrit\w* (?:\w+ ){0,2}package|packages? (?:\w+ ){0,4}overwrit|\bfile replacement|state-gating/i,
    says: /overwrit|replac/i,
    asks: [/ state-gat\w+$/],
    forbids: [/ overwrit\w*$/, / replac(?:e[sd]?|ing|ements?)$/],
  },
  "spec.constraint.archive": {
    begins: /^(?:deterministic )?archive/i,
    topic: /deterministic archive|\b(?:shell|use) tar\b/i,
    says: /(?<!-)\bdeterministic/i,
    asks: [/ deterministic$/],
    forbids: [/\b(?:shell|use|using|run|call|with|by|via|plain|system) tar$/],
  },
  "spec.constraint.results": {
    begins: /^results? file\b/i,
    topic: /_RESULTS\.md/,
    says: /_RESULTS\.md|\bwrites? (?:\w+ ){0,3}results file/i,
    asks: [/ writ(?:e|es|ten)$/, /\bresults? file$/],
    forbids: [],
  },
  "spec.constraint.regression": {
    begins: /^(?:full )?regression\b/i,
    topic: /all staged package tests|full regression|regression tests?\b/i,
    says: /\b(?:all|every|full|whole|entire)\b.*\bstaged\b|\b(?:all|every) packages?\b/is,
    asks: [/ run$/, / staged$/, / report$/, / blockers?$/, / regression$/],
    forbids: [/\b(?:only|just) (?:yours?|this|own|my|its|one)$/],
  },
  "spec.constraint.baseline": {
    begins: /^baseline\b/i,
    topic: /baseline snapshot/i,
    says: /\bbaseline\b.*\b(?:include|contain|count|diff)|\b(?:include|contain|write)s?\b.*\bbaseline\b/is,
    asks: [/ includes?$/, / baseline$/],
    forbids: [],
  },
};
