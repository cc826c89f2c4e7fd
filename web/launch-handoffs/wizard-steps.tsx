import { Alert, Stack, Text } from "@mantine/core";
import { type ComponentType, useEffect, useRef } from "react";
import type { Wizard } from "../../shared/launch-handoffs/wizard.ts";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { BomStep } from "./bom-step.tsx";
import { ExecuteStep } from "./execute-step.tsx";
import { HandoffRefused } from "./handoff-refused.tsx";
import { PilotStep } from "./pilot-step.tsx";
import { ProductStep } from "./product-step.tsx";
import { RoutingStep } from "./routing-step.tsx";
import { SummaryStep } from "./summary-step.tsx";
import { type Execute, useExecution } from "./use-execution.ts";
import { useHeldBack } from "./use-held-back.ts";
import { useWizard, type WizardState } from "./use-wizard.ts";
import { ValidationStep } from "./validation-step.tsx";
import { isFilledIn, type Step } from "./wizard-form.ts";
import { stepNames, WizardProgress } from "./wizard-progress.tsx";
import { WizardWays } from "./wizard-ways.tsx";
import classes from "./wizard.module.css";

const forms: Partial<Record<Step, ComponentType<{ state: WizardState }>>> = {
  1: ValidationStep,
  2: ProductStep,
  3: BomStep,
  4: PilotStep,
  5: RoutingStep,
};

type WizardStepsProps = { wizard: Wizard; reread: () => Promise<Wizard | undefined>; execute: Execute };

/** The document's eight steps (AC-2 to AC-9), the last of which is the page of a handoff that is done. */
export const WizardSteps = ({ wizard, reread, execute }: WizardStepsProps) => {
  const state = useWizard(wizard, reread, execute.reset);
  const run = useExecution(state, execute);
  const hasTriedToLeave = useHeldBack(execute.isPending);
  const { step, mayEdit, obstacle, unsaved } = state;
  const Form = forms[step];
  // What stands at a field is not said twice.
  const isAbove = obstacle !== undefined && !execute.error && isFilledIn(state.faults, step);
  return (
    <Stack gap="lg">
      <WizardProgress state={state} isHeld={execute.isPending} />
      {!mayEdit && (
        <Alert variant="default" title="Only NPD Lead can execute handoff" data-testid="alert-read-only">
          <Text size="sm">
            You can go through the wizard and see what would be handed over. Nothing can be changed.
          </Text>
        </Alert>
      )}
      <section aria-labelledby="step-title" className={classes.step} data-testid={`step-${step}`}>
        <StepTitle {...state} />
        <Stack gap="lg">
          {execute.error && <HandoffRefused problem={execute.error} />}
          {isAbove && <Obstacle text={obstacle} />}
          {unsaved && <Refused problem={unsaved} />}
          {Form && <Form state={state} />}
          {step === 6 && <SummaryStep state={state} run={run} />}
          {step === 7 && <ExecuteStep state={state} execute={execute} run={run} hasTriedToLeave={hasTriedToLeave} />}
        </Stack>
      </section>
      {step <= 6 && <WizardWays state={state} />}
    </Stack>
  );
};

const Obstacle = ({ text }: { text: string }) => (
  <Alert variant="default" role="alert" data-testid="alert-obstacle" className={classes.obstacle ?? ""}>
    {text}
  </Alert>
);

/** A reader who cannot see that the step has changed is taken to it. */
const StepTitle = ({ step, savedAt }: WizardState) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);
  return (
    <div className={classes.head}>
      <Text size="xs" c="dimmed" component="div">
        Step {step} of 8
        {savedAt !== undefined && (
          <span data-testid="text-draft-saved">
            {" · "}Draft saved <Moment at={savedAt} />
          </span>
        )}
      </Text>
      <h2 id="step-title" ref={heading} tabIndex={-1} className={classes.title}>
        {stepNames[step - 1]?.[1]}
      </h2>
    </div>
  );
};
