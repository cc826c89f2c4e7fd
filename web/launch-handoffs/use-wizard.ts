import { useEffect, useState } from "react";
import type { Draft } from "../../shared/launch-handoffs/draft.ts";
import type { Wizard } from "../../shared/launch-handoffs/wizard.ts";
import type { ApiProblem } from "../api/problem.ts";
import { useMay } from "../shell/who.ts";
import { useDraft } from "./use-draft.ts";
import { faultsIn, type Form, type FormFaults, formOf, type Step, stepWithin } from "./wizard-form.ts";

const SUMMARY: Step = 6;

/** What a step of the wizard needs to show itself and to be filled in. */
export type WizardState = {
  wizard: Wizard;
  form: Form;
  faults: FormFaults;
  step: Step;
  /** Only who may execute a handoff prepares one (AC-11). */
  mayEdit: boolean;
  isMoving: boolean;
  /** What the API said against the step that was to be left. */
  obstacle: string | undefined;
  unsaved: ApiProblem | null;
  savedAt: string | undefined;
  /** @param isWhole that nothing more is about to be typed, so that what follows from it is shown at once */
  enter: (change: Draft, isWhole?: boolean) => void;
  /** Forward, if the API has nothing against it. */
  next: (to: Step, change?: Draft) => Promise<void>;
  /** To a step before, at once. */
  back: (to: Step) => void;
  /** Wherever the execution leads. */
  show: (step: Step) => void;
};

/**
 * The wizard as one person goes through it: what they enter is there again when they come back, and each step forward asks the
 * API anew what stands in the way.
 * @param forget what was refused before: the person has gone on from there
 */
export const useWizard = (
  wizard: Wizard,
  reread: () => Promise<Wizard | undefined>,
  forget: () => void,
): WizardState => {
  const mayEdit = useMay().may("POST /api/npd/projects/{projectId}/handoff/execute");
  const draft = useDraft(String(wizard.project.id), wizard.draft?.draft ?? {}, reread);
  const [step, setStep] = useState<Step>(() => stepWithin(wizard, firstStep(wizard)));
  const [obstacle, setObstacle] = useState<string>();
  const [isMoving, setMoving] = useState(false);

  const show = (to: Step) => {
    setObstacle(undefined);
    setStep(to);
  };
  const back = (to: Step) => {
    forget();
    show(to);
    if (!mayEdit) return;
    draft.enter({ step: to });
    draft.keepSoon();
  };
  const enter = (change: Draft, isWhole = false) => {
    forget();
    setObstacle(undefined);
    draft.enter(change);
    if (isWhole) draft.keepNow();
    else draft.keepSoon();
  };
  const forward = async (to: Step) => {
    const keeping = mayEdit ? draft.keep() : undefined;
    // What is known already needs no waiting for; that the step itself could not be kept is told by `unsaved`.
    if (draft.isKept()) keeping?.catch(() => undefined);
    else await keeping;
    const fresh = await reread();
    if (!fresh) return;
    const reached = stepWithin(fresh, to);
    if (reached < to) setObstacle(fresh.problem?.error ?? fresh.message);
    setStep(reached);
  };
  const next = (to: Step, change: Draft = {}) => {
    forget();
    setMoving(true);
    setObstacle(undefined);
    draft.enter({ ...change, step: to });
    // That it could not be kept is told by `unsaved`.
    return forward(to)
      .catch(() => undefined)
      .finally(() => {
        setMoving(false);
      });
  };

  // Something may come to stand in the way while the page is open.
  const isBlocked = wizard.handoff_status !== "ready" && step <= SUMMARY;
  useEffect(() => {
    if (isBlocked) setStep(1);
  }, [isBlocked]);

  const form = formOf(wizard, draft.entered);
  return {
    ...{ wizard, form, faults: faultsIn(wizard, form), step, mayEdit, isMoving, obstacle },
    ...{ unsaved: draft.error, savedAt: draft.savedAt ?? wizard.draft?.saved_at },
    ...{ enter, next, back, show },
  };
};

/** The one that was left, up to the summary: nothing is executed by opening a page. */
const firstStep = ({ draft }: Wizard): Step => Math.min(draft?.draft.step ?? 1, SUMMARY) as Step;
