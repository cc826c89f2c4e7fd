import type {
  AttributeDefinition,
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
  StreamViewType,
} from "@aws-sdk/client-dynamodb";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { functionOf, one, type Found } from "./found.ts";
import type { Authorizer, Bucket, LambdaFunction, Mapping, Route, Table, UserPoolClient } from "./model.ts";

export const readTable = (found: Found): Table => {
  const properties = found.properties() as {
    KeySchema: KeySchemaElement[];
    AttributeDefinitions: AttributeDefinition[];
    GlobalSecondaryIndexes?: GlobalSecondaryIndex[];
    LocalSecondaryIndexes?: LocalSecondaryIndex[];
    StreamSpecification?: { StreamViewType: StreamViewType };
    TimeToLiveSpecification?: { Enabled: boolean; AttributeName?: string };
  };
  const { TimeToLiveSpecification: timeToLive } = properties;
  return {
    name: found.identity.Ref,
    keySchema: properties.KeySchema,
    attributes: properties.AttributeDefinitions,
    globalIndexes: properties.GlobalSecondaryIndexes ?? [],
    localIndexes: properties.LocalSecondaryIndexes ?? [],
    streamViewType: properties.StreamSpecification?.StreamViewType,
    timeToLiveAttribute: timeToLive?.Enabled ? timeToLive.AttributeName : undefined,
  };
};

export const readFunction = (found: Found, assets: Map<string, string>): LambdaFunction => {
  const properties = found.properties() as {
    Code: { S3Key?: string };
    Handler: string;
    Environment?: { Variables?: Record<string, string> };
    Timeout?: number;
    MemorySize?: number;
  };
  const [moduleName = "", handler = ""] = properties.Handler.split(".");
  const folder = assets.get(properties.Code.S3Key ?? "");
  const entry = ["mjs", "js", "cjs"]
    .map((extension) => join(folder ?? "", `${moduleName}.${extension}`))
    .find((file) => folder && existsSync(file));
  if (!entry) throw new Error(`Cannot run ${found.title}: its asset holds no module ${moduleName}`);
  return {
    name: found.identity.Ref,
    arn: found.identity.Arn ?? "",
    entry,
    handler,
    environment: properties.Environment?.Variables ?? {},
    timeoutSeconds: properties.Timeout ?? 3,
    memoryMegabytes: properties.MemorySize ?? 128,
  };
};

export const readRoute = (
  found: Found,
  { integrations, authorizers, functions }: Record<"integrations" | "authorizers" | "functions", Found[]>,
): Route => {
  const properties = found.properties() as {
    RouteKey: string;
    Target: string;
    AuthorizationType?: string;
    AuthorizerId?: string;
    AuthorizationScopes?: string[];
  };
  const target = (each: Found) => `integrations/${each.identity.Ref}` === properties.Target;
  const integration = one(integrations, target, "integration", found).properties() as {
    IntegrationUri: string;
    PayloadFormatVersion?: string;
    TimeoutInMillis?: number;
  };
  if (integration.PayloadFormatVersion !== "2.0")
    throw new Error(`Cannot run ${found.title}: only payload format 2.0 is understood here`);
  const { AuthorizationType: type = "NONE", AuthorizerId: id } = properties;
  if (type !== "NONE" && type !== "JWT") throw new Error(`Cannot run ${found.title}: authorization by ${type}`);
  return {
    key: properties.RouteKey,
    functionName: functionOf(integration.IntegrationUri, functions, found),
    timeoutMilliseconds: integration.TimeoutInMillis ?? 30_000,
    authorizer:
      type === "JWT"
        ? readAuthorizer(one(authorizers, ({ identity }) => identity.Ref === id, "authorizer", found))
        : undefined,
    scopes: properties.AuthorizationScopes ?? [],
  };
};

const readAuthorizer = (found: Found): Authorizer => {
  const { JwtConfiguration } = found.properties() as { JwtConfiguration: { Issuer: string; Audience: string[] } };
  return { issuer: JwtConfiguration.Issuer, audience: JwtConfiguration.Audience };
};

export const readMapping = (
  found: Found,
  { tables, functions, queues }: Record<"tables" | "functions" | "queues", Found[]>,
): Mapping => {
  const properties = found.properties() as {
    EventSourceArn: string;
    FunctionName: string;
    BatchSize?: number;
    MaximumBatchingWindowInSeconds?: number;
    BisectBatchOnFunctionError?: boolean;
    MaximumRetryAttempts?: number;
    MaximumRecordAgeInSeconds?: number;
    FunctionResponseTypes?: string[];
    FilterCriteria?: { Filters?: { Pattern: string }[] };
    DestinationConfig?: { OnFailure?: { Destination?: string } };
  };
  const stream = ({ identity }: Found) => identity.StreamArn === properties.EventSourceArn;
  const destination = properties.DestinationConfig?.OnFailure?.Destination;
  const queue = ({ identity }: Found) => identity.Arn === destination;
  return {
    id: found.identity.Ref,
    tableName: one(tables, stream, "table stream", found).identity.Ref,
    functionName: functionOf(properties.FunctionName, functions, found),
    batchSize: properties.BatchSize ?? 100,
    batchingWindowSeconds: properties.MaximumBatchingWindowInSeconds ?? 0,
    bisectsOnError: properties.BisectBatchOnFunctionError ?? false,
    retryAttempts: properties.MaximumRetryAttempts ?? -1,
    maximumRecordAgeSeconds: properties.MaximumRecordAgeInSeconds ?? -1,
    reportsItemFailures: properties.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
    filters: properties.FilterCriteria?.Filters?.map(({ Pattern }) => Pattern) ?? [],
    failureQueue: destination ? one(queues, queue, "failure queue", found).identity.QueueName : undefined,
  };
};

export const readUserPoolClient = (found: Found): UserPoolClient => ({
  id: found.identity.Ref,
  redirectUris: (found.properties() as { CallbackURLs?: string[] }).CallbackURLs ?? [],
});

/** Keys of other kinds are for what does not run here. */
export const isSigningKey = ({ written }: Found): boolean => written.KeySpec === "ECC_NIST_EDWARDS25519";

export const readBucket = (found: Found): Bucket => {
  const properties = found.properties() as {
    ObjectLockEnabled?: boolean;
    ObjectLockConfiguration?: { Rule?: { DefaultRetention?: { Mode: string; Days?: number; Years?: number } } };
    VersioningConfiguration?: { Status: string };
  };
  const { ObjectLockEnabled: isLocked = false, ObjectLockConfiguration: lock } = properties;
  const { Mode, Days = 0, Years = 0 } = lock?.Rule?.DefaultRetention ?? {};
  return {
    name: found.identity.Ref,
    keepsVersions: isLocked || properties.VersioningConfiguration?.Status === "Enabled",
    retention: isLocked && Mode ? { mode: Mode, days: Days + Years * 365 } : undefined,
  };
};
