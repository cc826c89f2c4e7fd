import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { Function } from "aws-cdk-lib/aws-lambda";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { SignIn } from "./admission-stack.ts";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { May } from "./routes.ts";

/** What a stage keeps, and the name under which its log is signed. */
export type Estate = {
  records: TableV2;
  ledger: TableV2;
  audit: TableV2;
  signingKey: Key;
  archive: Bucket;
  notifications: Topic;
  logHost: string;
  signIn: SignIn;
};
/** The archive is a bucket of objects: what is archived is what the bucket lists. */
type Holding = keyof Estate | "archived";

/**
 * What each word of routes.ts allows. A transaction is authorised by the actions of its items, so a conditional put needs
 * PutItem and no more. Nothing updates in place.
 */
const access: Record<May, Partial<Record<Holding, readonly string[]>>> = {
  reads: { records: ["dynamodb:Query"] },
  lists: { records: ["dynamodb:Query", "dynamodb:BatchGetItem"] },
  writes: { records: ["dynamodb:PutItem"] },
  checks: { records: ["dynamodb:ConditionCheckItem"] },
  opens: { ledger: ["dynamodb:GetItem"] },
  browses: { ledger: ["dynamodb:Query"] },
  seals: { ledger: ["dynamodb:PutItem"] },
  removes: { ledger: ["dynamodb:DeleteItem"] },
  audits: { audit: ["dynamodb:Query"] },
  appends: { audit: ["dynamodb:PutItem"] },
  sweeps: { records: ["dynamodb:Scan"], ledger: ["dynamodb:Scan", "dynamodb:Query"] },
  verifies: { signingKey: ["kms:GetPublicKey"] },
  signs: { signingKey: ["kms:Sign"] },
  names: { logHost: [] },
  // The mapping of a stream brings its own grant.
  hears: { records: [], ledger: [] },
  archives: { archive: ["s3:PutObject", "s3:GetObject"], archived: ["s3:ListBucket"] },
  indexes: { audit: ["dynamodb:PutItem"] },
  directs: { signIn: [] },
  notifies: { notifications: ["sns:Publish"] },
};

/** Where each holding is, and what a Lambda has to know to use it. */
const holdings = (estate: Estate): Record<Holding, { arn: string; variables: Record<string, string> }> => ({
  records: { arn: estate.records.tableArn, variables: { RECORDS_TABLE: estate.records.tableName } },
  ledger: { arn: estate.ledger.tableArn, variables: { LEDGER_TABLE: estate.ledger.tableName } },
  audit: { arn: estate.audit.tableArn, variables: { AUDIT_TABLE: estate.audit.tableName } },
  signingKey: { arn: estate.signingKey.keyArn, variables: { SIGNING_KEY_ID: estate.signingKey.keyArn } },
  logHost: { arn: "", variables: { LOG_HOST: estate.logHost } },
  signIn: { arn: "", variables: { SIGN_IN_ISSUER: estate.signIn.issuer, SIGN_IN_CLIENT_ID: estate.signIn.clientId } },
  archive: { arn: estate.archive.arnForObjects("*"), variables: { ARCHIVE_BUCKET: estate.archive.bucketName } },
  archived: { arn: estate.archive.bucketArn, variables: {} },
  notifications: {
    arn: estate.notifications.topicArn,
    variables: { NOTIFICATION_TOPIC: estate.notifications.topicArn },
  },
});

/** Lets a Lambda do what its line says, and tells it where that is, and of nothing else. */
export const allow = (lambda: Function, may: readonly May[], estate: Estate): void => {
  const found = holdings(estate);
  for (const word of may)
    for (const [holding, actions] of Object.entries(access[word]) as [Holding, string[]][]) {
      const { arn, variables } = found[holding];
      if (actions.length > 0) lambda.addToRolePolicy(new PolicyStatement({ actions, resources: [arn] }));
      for (const [name, value] of Object.entries(variables)) lambda.addEnvironment(name, value);
    }
};
