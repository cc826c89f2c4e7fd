import type { Function } from "aws-cdk-lib/aws-lambda";
import type { Tables } from "./data-stack.ts";
import type { May } from "./routes.ts";

/**
 * What each word of routes.ts allows. A transaction is authorised by the actions of its items, so a conditional put needs
 * PutItem and no more. Nothing updates in place.
 */
export const access = {
  reads: ["records", "Query"],
  lists: ["records", "Query", "BatchGetItem"],
  writes: ["records", "PutItem"],
  opens: ["ledger", "GetItem"],
  seals: ["ledger", "PutItem"],
  removes: ["ledger", "DeleteItem"],
  audits: ["audit", "Query"],
  appends: ["audit", "PutItem"],
} as const satisfies Record<May, readonly [table: keyof Tables, ...actions: string[]]>;

/** Lets a Lambda do what its line says, and tells it the names of the tables it may touch, of no others. */
export const allow = (lambda: Function, may: readonly May[], tables: Tables): void => {
  for (const word of may) {
    const [table, ...actions] = access[word];
    tables[table].grant(lambda, ...actions.map((action) => `dynamodb:${action}`));
    lambda.addEnvironment(`${table.toUpperCase()}_TABLE`, tables[table].tableName);
  }
};
