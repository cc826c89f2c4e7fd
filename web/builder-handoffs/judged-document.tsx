import { Anchor, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Finding } from "../../shared/builder-handoffs/finding.ts";
import { FindingText } from "./finding-text.tsx";
import classes from "./judged-document.module.css";

type JudgedDocumentProps = { text: string; findings: readonly Finding[]; kind: string };

/** A document line by line as text, whatever it holds, beside its findings; each leads to its line. */
export const JudgedDocument = ({ text, findings, kind }: JudgedDocumentProps) => {
  const [shown, setShown] = useState<number>();
  const severities = new Map(findings.toReversed().map(({ line, severity }) => [line, severity]));
  const go = (line: number) => {
    setShown(line);
    const place = document.getElementById(placeOf(kind, line));
    place?.scrollIntoView({ block: "center" });
    place?.focus({ preventScroll: true });
  };
  return (
    <div className={classes.columns}>
      {/* Whoever reads with the keyboard alone scrolls it too. */}
      <div className={classes.document} role="region" aria-label={`Text of the ${kind}`} tabIndex={0}>
        <ol className={classes.lines} data-testid="document">
          {linesOf(text).map((line, at) => (
            <li
              key={at}
              id={placeOf(kind, at + 1)}
              tabIndex={-1}
              className={classes.line}
              data-line={at + 1}
              data-kind={line.kind}
              data-severity={severities.get(at + 1)}
              {...(shown === at + 1 && { "aria-current": "true" })}
            >
              {line.text === "" ? "\u00a0" : line.text}
            </li>
          ))}
        </ol>
      </div>
      <Findings findings={findings} onGo={go} />
    </div>
  );
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
