import { setTimeout as pause } from "node:timers/promises";

/** Nobody answered, or only that they cannot now, until patience ran out. The same call may be made again. */
export class Unreachable extends Error {}

const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
const TIMEOUT_MS = 30_000;

/**
 * A call that is made again while the network fails or the answer is 429 or 5xx, later each time. Whoever calls sends something
 * that may arrive twice.
 * @returns the first other answer
 * @throws Unreachable after six attempts
 */
export const patiently = async (url: string, request: RequestInit): Promise<Response> => {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptAt(url, request);
    if (outcome instanceof Response && outcome.status !== 429 && outcome.status < 500) return outcome;
    if (attempt === ATTEMPTS) throw await gaveUp(url, outcome);
    const backoff = FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
    await pause(Math.min(Math.max(backoff, askedFor(outcome)), LONGEST_PAUSE_MS));
  }
};

const attemptAt = async (url: string, request: RequestInit): Promise<Response | Error> => {
  try {
    return await fetch(url, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    return error as Error;
  }
};

/** `Retry-After` in seconds, as milliseconds. */
const askedFor = (outcome: Response | Error): number => {
  const seconds = outcome instanceof Response ? Number(outcome.headers.get("retry-after")) : 0;
  return Number.isFinite(seconds) ? seconds * 1_000 : 0;
};

const gaveUp = async (url: string, outcome: Response | Error): Promise<Unreachable> => {
  if (outcome instanceof Response)
    return new Unreachable(failure(`${url} failed ${ATTEMPTS} times`, outcome.status, await outcome.text()).message);
  const cause = outcome.cause instanceof Error ? outcome.cause.message : outcome.message;
  return new Unreachable(`${url} could not be reached: ${cause || outcome.message}`);
};

/** What an answer says went wrong: the detail of a problem document, or its text. */
export const failure = (what: string, status: number, answer: string): Error => {
  try {
    const { detail, error_description, message } = JSON.parse(answer) as Record<string, string | undefined>;
    return new Error(`${what}: ${status} ${detail ?? error_description ?? message ?? answer}`);
  } catch {
    return new Error(`${what}: ${status} ${answer.slice(0, 500)}`);
  }
};
