import type { ReactNode } from "react";
import type { ApiProblem } from "../api/problem.ts";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";

/** Whose evidence it is; a launched project's does not change any more. */
export type EvidenceOf = { projectId: string; isOpen: boolean };

type EvidenceSectionProps<T> = {
  title: string;
  reading: { data: T | undefined; error: ApiProblem | null; refetch: () => unknown };
  children: (data: T) => ReactNode;
  actions?: ReactNode;
  testId: string;
};

/** One of the records that a handoff stands on, under its own heading. */
export const EvidenceSection = <T,>({ title, reading, children, actions, testId }: EvidenceSectionProps<T>) => {
  const { data, error, refetch } = reading;
  return (
    <Section title={title} testId={testId} actions={actions}>
      {error && data === undefined && <Refused problem={error} retry={refetch} />}
      {!error && data === undefined && <Loading lines={3} />}
      {data !== undefined && children(data)}
    </Section>
  );
};
