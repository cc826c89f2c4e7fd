import { Text } from "@mantine/core";
import { Link } from "wouter";
import { labelOf, Phase } from "../../shared/packets/phase.ts";
import type { FeatureSummary } from "../../shared/packets/summary.ts";
import { Section } from "../shell/heading.tsx";
import { several } from "./amounts.ts";
import { packetStatusName } from "./feature-state.tsx";
import classes from "./pipeline.module.css";

type PipelineProps = {
  summary: FeatureSummary;
  /** Where the newest packet of a phase is shown. */
  hrefOf: (phase: Phase) => string | undefined;
};

/** The eight phases in their order, and how far the feature is in each. */
export const Pipeline = ({ summary: { phases, progress, current_phase }, hrefOf }: PipelineProps) => (
  <Section title="Pipeline" note={`${progress.completed} of ${progress.of} phases completed`}>
    <ol className={classes.phases}>
      {Phase.options.map((phase) => (
        <Step
          key={phase}
          phase={phase}
          reached={phases.find((each) => each.phase === phase)}
          isCurrent={phase === current_phase}
          href={hrefOf(phase)}
        />
      ))}
    </ol>
  </Section>
);

type StepProps = {
  phase: Phase;
  reached: FeatureSummary["phases"][number] | undefined;
  isCurrent: boolean;
  href: string | undefined;
};

const Step = ({ phase, reached, isCurrent, href }: StepProps) => (
  <li
    className={classes.phase}
    data-status={reached?.status ?? "open"}
    data-testid={`phase-${phase}`}
    {...(isCurrent && { "aria-current": "step" })}
  >
    <Text span size="sm" fw={isCurrent ? 600 : 400}>
      {href ? (
        <Link href={href} className={classes.name}>
          {labelOf(phase)}
        </Link>
      ) : (
        labelOf(phase)
      )}
    </Text>
    <Text span size="xs" c="dimmed">
      {reached
        ? `${packetStatusName(reached.status)}${reached.versions > 1 ? `, ${several(reached.versions, "version")}` : ""}`
        : "Not reached"}
    </Text>
  </li>
);
