import { Anchor, SegmentedControl, Stack, Text } from "@mantine/core";
import { type ComponentPropsWithoutRef, useState } from "react";
import type { Finding } from "../../shared/builder-handoffs/finding.ts";
import { FindingText } from "./finding-text.tsx";
import classes from "./judged-document.module.css";
import { type Place, RenderedDocument } from "./rendered-document.tsx";

type JudgedDocumentProps = { text: string; findings: readonly Finding[]; kind: string };

/** A document as it reads, or line by line as it was written, beside its findings; each leads to its line. */
export const JudgedDocument = ({ text, findings, kind }: JudgedDocumentProps) => {
  const [shown, setShown] = useState<number>();
  const [view, setView] = useState("document");
  const severities = new Map(findings.toReversed().map(({ line, severity }) => [line, severity]));
  const go = (line: number) => {
    const [found, place] = placeAt(kind, line);
    setShown(found);
    place?.scrollIntoView({ block: "center" });
    place?.focus({ preventScroll: true });
  };
  const place: Place = (line) => ({
    id: placeOf(kind, line),
    tabIndex: -1,
    "data-severity": severities.get(line),
    ...(shown === line && { "aria-current": "true" as const }),
  });
  return (
    <div className={classes.columns}>
      <div>
        <SegmentedControl
          size="xs"
          mb="xs"
          aria-label="Show it"
          value={view}
          onChange={setView}
          data={[
            { value: "document", label: "Document" },
            { value: "source", label: "Source" },
          ]}
        />
        {/* Whoever reads with the keyboard alone scrolls it too. */}
        <div className={classes.document} role="region" aria-label={`Text of the ${kind}`} tabIndex={0}>
          {view === "source" ? <Source text={text} place={place} /> : <RenderedDocument text={text} place={place} />}
        </div>
      </div>
      <Findings findings={findings} onGo={go} />
    </div>
  );
};

const Source = ({ text, place }: { text: string; place: Place }) => (
  <ol className={classes.lines} data-testid="document">
    {linesOf(text).map((line, at) => (
      <li
        key={at}
        className={classes.line}
        data-line={at + 1}
        data-kind={line.kind}
        {...(place(at + 1) as ComponentPropsWithoutRef<"li">)}
      >
        {line.text === "" ? "\u00a0" : line.text}
      </li>
    ))}
  </ol>
);

/** Where a line is shown; of one that shows nothing, such as a rule across the page, the nearest before it. */
const placeAt = (kind: string, line: number): [line: number, place: HTMLElement | null] => {
  for (let at = line; at > 0; at -= 1) {
    const place = document.getElementById(placeOf(kind, at));
    if (place) return [at, place];
  }
  return [line, null];
};

const placeOf = (kind: string, line: number): string => `${kind}-line-${line}`;

/** The lines of a text, those of fenced code and headings apart. */
const linesOf = (text: string): { text: string; kind: "heading" | "code" | "text" }[] => {
  let isCode = false;
  return text.split(/\r\n|\r|\n/).map((line) => {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isFence) isCode = !isCode;
    if (isCode || isFence) return { text: line, kind: "code" };
    return { text: line, kind: /^#{1,6}\s/.test(line) ? "heading" : "text" };
  });
};

const Findings = ({ findings, onGo }: { findings: readonly Finding[]; onGo: (line: number) => void }) => {
  if (findings.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing was found against it.
      </Text>
    );
  return (
    <Stack component="ol" gap="sm" m={0} p={0} className={classes.findings ?? ""} data-testid="findings">
      {findings.map((finding) => (
        <li key={`${finding.rule} ${finding.line} ${finding.found}`}>
          <FindingText
            finding={finding}
            place={
              finding.line !== undefined && (
                <Anchor
                  component="button"
                  size="xs"
                  onClick={() => {
                    if (finding.line !== undefined) onGo(finding.line);
                  }}
                >
                  Line {finding.line}
                </Anchor>
              )
            }
          />
        </li>
      ))}
    </Stack>
  );
};
