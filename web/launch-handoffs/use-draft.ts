import { useDebouncedCallback } from "@mantine/hooks";
import { useRef, useState } from "react";
import type { Draft } from "../../shared/launch-handoffs/draft.ts";
import { useCommand } from "../api/hooks.ts";
import { putHandoffDraft } from "./routes.ts";

const PAUSE_MS = 500;

const said = ({ step: _, ...words }: Draft): string => JSON.stringify(words);

/**
 * What a person has entered in the wizard, kept with the API as they go.
 * @param before what they entered another time
 * @param reread asks the API for what follows from it
 */
export const useDraft = (projectId: string, before: Draft, reread: () => Promise<unknown>) => {
  const [entered, setEntered] = useState(before);
  const latest = useRef(before);
  const kept = useRef(before);
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  const save = useCommand(putHandoffDraft, () => []);

  const enter = (change: Draft) => {
    latest.current = { ...latest.current, ...change };
    setEntered(latest.current);
  };
  // One after the other: the last words have to be the last that are kept.
  const keep = (): Promise<unknown> => {
    keepSoon.cancel();
    saving.current = saving.current
      .catch(() => undefined)
      .then(async () => {
        const body = latest.current;
        await save.mutateAsync({ params: { projectId }, body });
        kept.current = body;
      });
    return saving.current;
  };
  /** Whether the API knows every word; the step is no word. */
  const isKept = (): boolean => said(kept.current) === said(latest.current);
  /** Where it fails, `error` says so, and the next time all is sent again. */
  const keepNow = () => {
    keep()
      .catch(() => undefined)
      .finally(() => void reread());
  };
  const keepSoon = useDebouncedCallback(keepNow, { delay: PAUSE_MS, flushOnUnmount: true });

  return { entered, enter, keep, keepNow, keepSoon, isKept, error: save.error, savedAt: save.data?.saved_at };
};
