import { functionOf, one, type Found } from "./found.ts";
import type { Schedule } from "./model.ts";

type Target = { Arn: string; Input?: string; InputPath?: string; InputTransformer?: object };
type InvokeConfig = {
  FunctionName: string;
  MaximumRetryAttempts?: number;
  MaximumEventAgeInSeconds?: number;
  DestinationConfig?: { OnFailure?: { Destination?: string } };
};

/** What a rule wakes on time; nothing if it waits for events, which do not come here, or is disabled. */
export const readSchedules = (
  found: Found,
  { functions, queues, invokeConfigs }: Record<"functions" | "queues" | "invokeConfigs", Found[]>,
): Schedule[] => {
  const {
    ScheduleExpression: expression,
    State = "ENABLED",
    Targets = [],
  } = found.properties() as { ScheduleExpression?: string; State?: string; Targets?: Target[] };
  if (expression === undefined || State === "DISABLED") return [];

  return Targets.map(({ Arn, Input, ...target }) => {
    if (target.InputPath ?? target.InputTransformer)
      throw new Error(`Cannot run ${found.title}: only a constant input is understood here`);
    const functionName = functionOf(Arn, functions, found);
    // A rule only hands the event over; how often the function is tried with it is the function's own setting.
    const config = invokeConfigs
      .map(({ properties }) => properties() as InvokeConfig)
      .find(({ FunctionName }) => FunctionName === functionName);
    const destination = config?.DestinationConfig?.OnFailure?.Destination;
    const queue = ({ identity }: Found) => identity.Arn === destination;
    return {
      ruleArn: found.identity.Arn ?? "",
      functionName,
      periodMilliseconds: periodOf(expression, found),
      input: Input === undefined ? undefined : (JSON.parse(Input) as unknown),
      retryAttempts: config?.MaximumRetryAttempts ?? 2,
      maximumEventAgeSeconds: config?.MaximumEventAgeInSeconds ?? 21_600,
      failureQueue: destination ? one(queues, queue, "failure queue", found).identity.QueueName : undefined,
    };
  });
};

const minute = 60_000;
const units: Record<string, number> = { minute, hour: 60 * minute, day: 24 * 60 * minute };

const periodOf = (expression: string, found: Found): number => {
  const [, count, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const period = Number(count) * (units[unit] ?? 0);
  if (!(period > 0))
    throw new Error(`Cannot run ${found.title}: ${expression} is not understood here, only rate(…) is`);
  return period;
};
