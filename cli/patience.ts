import { setTimeout as pause } from "node:timers/promises";

/** Nobody answered, or only that they cannot now, until patience ran out. The same call may be made again. */
export class Unreachable extends Error {}

const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
const TIMEOUT_MS = 30_000;

/** An answer that arrived whole. */
export type Answered = { status: number; isJson: boolean; retryAfter: number; text: string };

/**
 * A call that is made again while the network fails, on the way back too, or the answer is 429 or 5xx, later each time. Whoever
 * calls sends something that may arrive twice. A redirect is an answer: what was sent is for this address.
 * @returns the first other answer
 * @throws Unreachable after six attempts
 */
export const patiently = async (url: string, request: RequestInit): Promise<Answered> => {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptAt(url, request);
    if (!(outcome instanceof Error) && outcome.status !== 429 && outcome.status < 500) return outcome;
    if (attempt === ATTEMPTS) throw gaveUp(url, outcome);
    const backoff = FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
    await pause(Math.min(Math.max(backoff, askedFor(outcome)), LONGEST_PAUSE_MS));
  }
};

const attemptAt = async (url: string, request: RequestInit): Promise<Answered | Error> => {
  try {
    const sent = { ...request, redirect: "manual" as const, signal: AbortSignal.timeout(TIMEOUT_MS) };
    const response = await fetch(url, sent);
    const { status, headers } = response;
    const isJson = /^application\/([\w.-]+\+)?json\b/.test(headers.get("content-type") ?? "");
    return { status, isJson, retryAfter: Number(headers.get("retry-after")), text: await response.text() };
  } catch (error) {
    return error as Error;
  }
};

/** `Retry-After` in seconds, as milliseconds. */
const askedFor = (outcome: Answered | Error): number => {
  const seconds = outcome instanceof Error ? 0 : outcome.retryAfter;
  return Number.isFinite(seconds) ? seconds * 1_000 : 0;
};

const gaveUp = (url: string, outcome: Answered | Error): Unreachable => {
  if (!(outcome instanceof Error)) return new Unreachable(failure(`${url} failed ${ATTEMPTS} times`, outcome).message);
  const cause = outcome.cause instanceof Error ? outcome.cause.message : outcome.message;
  return new Unreachable(`${url} could not be reached: ${cause || outcome.message}`);
};

/** What an answer says went wrong: the detail of a problem document, or its text. */
export const failure = (what: string, { status, text }: Answered): Error => {
  try {
    const { detail, error_description, message } = JSON.parse(text) as Record<string, string | undefined>;
    return new Error(`${what}: ${status} ${detail ?? error_description ?? message ?? text}`);
  } catch {
    return new Error(`${what}: ${status} ${text.slice(0, 500)}`);
  }
};

/** Whether it is what was asked for, and no page that stands in the way. */
export const isGood = ({ status, isJson }: Answered): boolean => status >= 200 && status < 300 && isJson;
