import { Stepper } from "@mantine/core";
import type { WizardState } from "./use-wizard.ts";
import type { Step } from "./wizard-form.ts";
import classes from "./wizard.module.css";

/** What each step is called, in short and in the document's words. */
export const stepNames = [
  ["Validation", "Validation Checklist"],
  ["Product", "Product Decision"],
  ["BOM", "BOM Generation Preview"],
  ["Pilot WO", "Pilot Work Order"],
  ["Routing", "Routing Selection"],
  ["Summary", "Summary Review"],
  ["Execute", "Execute Handoff"],
  ["Success", "Success Confirmation"],
] as const;

/** Where one is; a step that was passed leads back to it. */
export const WizardProgress = ({ state: { step, back }, isHeld }: { state: WizardState; isHeld: boolean }) => (
  <Stepper
    active={step - 1}
    onStepClick={(at) => {
      back((at + 1) as Step);
    }}
    size="xs"
    wrap={false}
    classNames={{
      stepBody: classes.label ?? "",
      separator: classes.separator ?? "",
      step: classes.mark ?? "",
      steps: classes.marks ?? "",
    }}
    aria-label="Steps of the handoff"
  >
    {stepNames.map(([label], at) => (
      <Stepper.Step
        key={label}
        label={label}
        allowStepSelect={at + 1 < step && step <= 6 && !isHeld}
        disabled={at + 1 > step}
        {...(at + 1 === step && { "aria-current": "step" as const })}
      />
    ))}
  </Stepper>
);
