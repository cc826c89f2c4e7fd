import { AsyncLocalStorage } from "node:async_hooks";
import { dynamo } from "../../shared/ledger/client.ts";

type Action = { TableName: string; Key?: object; Item?: object };
type Input = {
  TableName?: string;
  RequestItems?: Record<string, object>;
  TransactItems?: { Put?: Action; Delete?: Action; ConditionCheck?: Action }[];
};

/** One try of one request: what is asked, which of this call's requests it is, and how to let it through. */
export type Try = { command: string; input: Input; site: number; isFirst: boolean; send: () => Promise<object> };
export type Watch = { onTry: (each: Try) => Promise<object>; seen: object[] };

const current = new AsyncLocalStorage<Watch>();

// One middleware for all that goes on at once: each chain of calls has its own watch, or none.
dynamo.middlewareStack.addRelativeTo(
  ((next: (args: { input: Input }) => Promise<object>, context: { commandName?: string }) =>
    (args: { input: Input }) => {
      const watch = current.getStore();
      if (!watch) return next(args);
      const isFirst = !watch.seen.includes(args.input);
      if (isFirst) watch.seen.push(args.input);
      const site = watch.seen.indexOf(args.input);
      const command = (context.commandName ?? "").replace(/Command$/, "");
      return watch.onTry({ command, input: args.input, site, isFirst, send: () => next(args) });
    }) as never,
  { relation: "after", toMiddleware: "retryMiddleware", name: "watch" },
);

/** Runs something and sees every try of every request to DynamoDB that it makes, whatever else runs meanwhile. */
export const watching = <T>(onTry: Watch["onTry"], run: () => Promise<T>): Promise<T> =>
  current.run({ onTry, seen: [] }, run);

/** What a request does to which table, in the words of IAM: a transaction is allowed by the actions of its items. */
export const actionsIn = ({ command, input }: Try): { table: string; action: string; item: object | undefined }[] => {
  if (input.RequestItems)
    return Object.keys(input.RequestItems).map((table) => ({ table, action: command, item: undefined }));
  if (!input.TransactItems) return [{ table: input.TableName ?? "", action: command, item: (input as Action).Item }];
  return input.TransactItems.flatMap(({ Put, Delete, ConditionCheck }) =>
    Object.entries({ PutItem: Put, DeleteItem: Delete, ConditionCheckItem: ConditionCheck }).flatMap(
      ([action, each]) => (each ? [{ table: each.TableName, action, item: each.Item ?? each.Key }] : []),
    ),
  );
};
