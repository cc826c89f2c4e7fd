import { Anchor } from "@mantine/core";
import { createContext, use } from "react";
import { Link } from "wouter";

/** Where the subjects of the log have their pages; a workplace says it, and no workplace knows another. */
export const SubjectPaths = createContext<Readonly<Record<string, (id: string) => string>>>({});

/** `run:<id>`, leading to the run where there is a page for it. */
export const SubjectLink = ({ subject }: { subject: string }) => {
  const paths = use(SubjectPaths);
  const at = subject.indexOf(":");
  const path = Object.hasOwn(paths, subject.slice(0, at))
    ? paths[subject.slice(0, at)]?.(subject.slice(at + 1))
    : undefined;
  return path === undefined ? (
    subject
  ) : (
    <Anchor component={Link} href={path} size="sm">
      {subject}
    </Anchor>
  );
};
