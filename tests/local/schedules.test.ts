import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDataFolder } from "../../local/data-folder.ts";
import { queueFile } from "../../local/queue.ts";
import { runSchedules, type RunningSchedules } from "../../local/schedules/schedules.ts";
import type { Schedule } from "../../local/template/model.ts";

const hour = 3_600_000;
const minute = 60_000;
const schedule: Schedule = {
  ruleArn: "arn:rule",
  functionName: "sweeper",
  periodMilliseconds: hour,
  input: undefined,
  retryAttempts: 2,
  maximumEventAgeSeconds: 3_600,
  failureQueue: "failures",
};

const started: RunningSchedules[] = [];
beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-12-01T12:00:00.250Z") });
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((schedules) => schedules.stop()));
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Runs one schedule whose function the test writes, and notes the events that it gets. */
const givenASchedule = (
  settings: Partial<Schedule>,
  work: (times: number) => unknown = () => undefined,
  data = openDataFolder(":memory:"),
) => {
  const events: any[] = [];
  const invoke = async (_: string, event: unknown) => work(events.push(event));
  const model = { schedules: [{ ...schedule, ...settings }], functions: [] };
  const schedules = runSchedules({ model, invoke, data });
  started.push(schedules);
  const failures = () => (data.read(queueFile("failures")) ?? "").split("\n").filter(Boolean);
  return { ...schedules, events, failures };
};
const failing = () => {
  vi.spyOn(console, "error").mockReturnValue(undefined);
  throw new Error("cannot sweep");
};
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe("a schedule", () => {
  test("wakes its function one period after the start for the first time, then each period", async () => {
    const { events } = givenASchedule({});
    await pass(hour - 1);
    expect(events).toHaveLength(0);
    await pass(1);
    expect(events).toHaveLength(1);
    await pass(3 * hour);
    expect(events).toHaveLength(4);
  });

  test("hands over the event that EventBridge sends", async () => {
    const { events } = givenASchedule({});
    await pass(hour);
    expect(events).toEqual([
      {
        version: "0",
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        "detail-type": "Scheduled Event",
        source: "aws.events",
        account: "000000000000",
        time: "2026-12-01T13:00:00Z",
        region: "us-east-1",
        resources: ["arn:rule"],
        detail: {},
      },
    ]);
  });

  test("hands over its own input if it has one", async () => {
    const { events } = givenASchedule({ input: { all: true } });
    await pass(hour);
    expect(events).toEqual([{ all: true }]);
  });

  test("makes up for the times that the machine slept through by one call, and keeps to its times", async () => {
    const { events } = givenASchedule({});
    vi.setSystemTime(Date.now() + 5.5 * hour);
    await pass(hour);
    expect(events).toHaveLength(1);
    await pass(hour / 2);
    expect(events.map(({ time }) => time)).toEqual(["2026-12-01T18:30:00Z", "2026-12-01T19:00:00Z"]);
  });

  test("keeps to its times though the stack is stopped, and makes up for those it missed by one call", async () => {
    const data = openDataFolder(":memory:");
    const before = givenASchedule({}, undefined, data);
    await pass(1.5 * hour);
    await before.stop();
    const { events, stop } = givenASchedule({}, undefined, data);
    await pass(hour / 2);
    expect(events.map(({ time }) => time)).toEqual(["2026-12-01T14:00:00Z"]);
    await stop();
    await pass(24 * hour);
    const { events: later } = givenASchedule({}, undefined, data);
    await pass(1);
    expect(later.map(({ time }) => time)).toEqual(["2026-12-02T14:00:00Z"]);
  });

  test("keeps to a period that is longer than a timer can wait", async () => {
    const { events } = givenASchedule({ periodMilliseconds: 40 * 24 * hour });
    await pass(40 * 24 * hour - 1);
    expect(events).toHaveLength(0);
    await pass(1);
    expect(events).toHaveLength(1);
  });

  test("does not wake a function that is still at work", async () => {
    const first = Promise.withResolvers<undefined>();
    const { events } = givenASchedule({}, (times) => (times === 1 ? first.promise : undefined));
    await pass(3 * hour);
    expect(events).toHaveLength(1);
    first.resolve(undefined);
    await pass(hour);
    expect(events).toHaveLength(2);
  });

  test("tries a failing function again with the same event, after one minute and after two more", async () => {
    const { events, failures } = givenASchedule({}, (times) => (times < 3 ? failing() : undefined));
    await pass(hour + minute - 1);
    expect(events).toHaveLength(1);
    await pass(1);
    expect(events).toHaveLength(2);
    await pass(2 * minute);
    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
    expect(events).toHaveLength(3);
    expect(failures()).toEqual([]);
  });

  test("says what failed, and tells the failure queue when the retries are over", async () => {
    const { events, failures } = givenASchedule({ retryAttempts: 1 }, failing);
    await pass(hour + 30 * minute);
    expect(events).toHaveLength(2);
    expect(console.error).toHaveBeenCalledWith("sweeper", expect.objectContaining({ message: "cannot sweep" }));
    const [{ Body }] = failures().map((line) => JSON.parse(line));
    expect(JSON.parse(Body)).toMatchObject({
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 2, functionArn: "sweeper:$LATEST" },
      requestPayload: events[0],
      responsePayload: { errorType: "Error", errorMessage: "cannot sweep" },
    });
    await pass(hour);
    expect(events, "the next time is a new one").toHaveLength(4);
  });

  test("gives an event up rather than try again when it is too old", async () => {
    const { events, failures } = givenASchedule({ maximumEventAgeSeconds: 60 }, failing);
    await pass(hour + 30 * minute);
    expect(events).toHaveLength(2);
    expect(failures()[0]).toContain("EventAgeExceeded");
  });

  test("wakes nothing any more once it is stopped, not even for a retry", async () => {
    const { events, stop } = givenASchedule({}, failing);
    await pass(hour);
    await stop();
    await pass(5 * hour);
    expect(events).toHaveLength(1);
  });
});

describe("firing a schedule now", () => {
  test("resolves and rejects as its function does, without a retry", async () => {
    const { fire, events } = givenASchedule({}, (times) => (times === 1 ? "swept" : failing()));
    expect(await fire("sweeper")).toBe("swept");
    await expect(fire("sweeper")).rejects.toThrow("cannot sweep");
    expect(events).toHaveLength(2);
  });

  test("refuses a function that has none, and names those that have", async () => {
    await expect(givenASchedule({}).fire("other")).rejects.toThrow("No schedule wakes other, only sweeper");
  });
});
