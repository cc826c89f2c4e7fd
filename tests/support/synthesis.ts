import { App } from "aws-cdk-lib";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import { readFileSync } from "node:fs";
import { entries } from "../../infra/bundle.ts";
import type { StageSettings } from "../../infra/stages.ts";

const { context } = JSON.parse(readFileSync("cdk.json", "utf8")) as { context: Context };
type Context = { stages: { dev: StageSettings } & Record<string, StageSettings> };

/** The stages of cdk.json, and one that takes its tokens from elsewhere and has a domain of its own. */
export const stages: Record<string, StageSettings> = {
  ...context.stages,
  federated: {
    ...context.stages.dev,
    logHost: "handoffs.example.com",
    alarmsTo: ["duty@example.com"],
    signIn: { issuer: "https://id.example.com/", audience: ["baton"] },
  },
};

/** An empty app whose context has these stages. */
export const appFor = (outdir: string, more: Record<string, unknown> = {}): App =>
  new App({ outdir, context: { ...context, stages, "aws:cdk:enable-path-metadata": true, ...more } });

/** A resource of a template; what its properties refer to is written `<logical id>` or `<logical id>.<attribute>`. */
export type Resource<P = unknown> = {
  id: string;
  Type: string;
  Properties: P;
  DeletionPolicy?: string;
  Metadata?: Record<string, string>;
};
type Statement = { Effect: string; Action: string[]; Resource: string[] };
type Written = { Effect: string; Action: string | string[]; Resource: string | string[] };

/** The properties that the rules are about. */
type Kinds = {
  "AWS::ApiGatewayV2::Api": object;
  "AWS::ApiGatewayV2::Authorizer": object;
  "AWS::ApiGatewayV2::Route": { RouteKey: string; AuthorizationType: string; AuthorizerId?: string };
  "AWS::ApiGatewayV2::Stage": { DefaultRouteSettings: object; AccessLogSettings: { Format: string } };
  "AWS::CloudWatch::Alarm": { MetricName: string; Namespace: string; AlarmActions: string[] };
  "AWS::CloudWatch::Dashboard": { DashboardBody: string };
  "AWS::Cognito::UserPool": object;
  "AWS::Cognito::UserPoolClient": { CallbackURLs: string[]; LogoutURLs: string[] };
  "AWS::Cognito::UserPoolGroup": { GroupName: string };
  "AWS::DynamoDB::GlobalTable": object;
  "AWS::Events::Rule": object;
  "AWS::IAM::Policy": { Roles: string[]; PolicyDocument: { Statement: Written[] } };
  "AWS::IAM::Role": object;
  "AWS::KMS::Key": { KeyPolicy: { Statement: object[] } };
  "AWS::Lambda::EventInvokeConfig": object;
  "AWS::Lambda::EventSourceMapping": { EventSourceArn: string };
  "AWS::Lambda::Function": {
    Role: string;
    Timeout: number;
    Environment?: { Variables: Record<string, string> };
    LoggingConfig: { LogGroup: string };
  };
  "AWS::Lambda::Permission": { FunctionName: string; SourceArn: string };
  "AWS::Logs::LogGroup": { RetentionInDays: number };
  "AWS::Logs::QueryDefinition": { Name: string; QueryString: string; LogGroupNames: string[] };
  "AWS::S3::Bucket": object;
  "AWS::S3::BucketPolicy": { PolicyDocument: { Statement: object[] } };
  "AWS::SNS::Subscription": { Endpoint: string };
  "AWS::SNS::Topic": object;
  "AWS::SNS::TopicPolicy": { PolicyDocument: { Statement: object[] } };
  "AWS::SQS::Queue": object;
  "AWS::SQS::QueuePolicy": { PolicyDocument: { Statement: object[] } };
};

export type Kind = keyof Kinds;

export const ofType = <K extends Kind>(resources: Resource[], kind: K): Resource<Kinds[K]>[] =>
  resources.filter(({ Type }) => Type === kind) as Resource<Kinds[K]>[];

type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };
type Template = { Resources: Record<string, Json>; Outputs?: Record<string, Output> };
type Output = { Value: Json; Export?: { Name: string } };

/** The resources of a stage's stacks, but those of the console, which tests/console-stack.test.ts looks at. */
export const resourcesOf = (assembly: CloudAssembly, stage: string): Resource[] => {
  const templates = assembly.stacks
    .filter(({ stackName }) => stackName.startsWith(`baton-${stage}-`) && stackName !== `baton-${stage}-console`)
    .map(({ template }) => template as Template);
  const outputs = templates.flatMap(({ Outputs = {} }) => Object.values(Outputs));
  const exported = new Map(outputs.map(({ Export, Value }) => [Export?.Name, Value]));
  return templates.flatMap(({ Resources }) =>
    Object.entries(Resources).map(([id, resource]) => ({
      ...(spelled(resource, exported) as Omit<Resource, "id">),
      id,
    })),
  );
};

/** A value with each intrinsic replaced by the text of what it refers to. */
const spelled = (value: Json, exported: Map<string | undefined, Json>): Json => {
  if (Array.isArray(value)) return value.map((each) => spelled(each, exported));
  if (typeof value !== "object" || value === null) return value;
  const [name, argument] = Object.entries(value)[0] ?? [];
  if (name === "Ref") return argument;
  if (name === "Fn::GetAtt") return (argument as string[]).join(".");
  if (name === "Fn::Join") return (spelled((argument as Json[])[1], exported) as string[]).join("");
  if (name === "Fn::ImportValue") return spelled(exported.get(argument as string), exported);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spelled(each, exported)]));
};

export type Lambda = {
  entry: string;
  resource: Resource<Kinds["AWS::Lambda::Function"]>;
  environment: Record<string, string>;
  statements: Statement[];
};

export const lambdasOf = (resources: Resource[]): Lambda[] =>
  ofType(resources, "AWS::Lambda::Function").map((resource) => ({
    entry: entryOf(resource),
    resource,
    environment: resource.Properties.Environment?.Variables ?? {},
    statements: statementsOf(resources, resource.Properties.Role.replace(/\.Arn$/, "")),
  }));

const entryOf = ({ id, Metadata }: Resource): string => {
  const name = Metadata?.["aws:cdk:path"]?.split("/")[1] ?? "";
  const entry = entries.find((each) => each.endsWith(`/${name}`));
  if (!entry) throw new Error(`${id} is no entry of routes.ts`);
  return entry;
};

const statementsOf = (resources: Resource[], role: string): Statement[] =>
  ofType(resources, "AWS::IAM::Policy")
    .filter(({ Properties }) => Properties.Roles.includes(role))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .map(({ Effect, Action, Resource }) => ({ Effect, Action: [Action].flat(), Resource: [Resource].flat() }));

/**
 * What a Lambda may do besides writing its own log: the actions on each holding, such as `records:Query` or
 * `archive:PutObject`, and on each stream, such as `records.stream:GetRecords`.
 */
export const actionsOf = ({ statements }: Lambda): string[] =>
  statements
    .flatMap(({ Action, Resource }) => Resource.flatMap((on) => Action.map((action) => ({ on, action }))))
    .filter(({ action }) => !action.startsWith("logs:"))
    .map(({ on, action }) => `${holdingOf(on)}:${action.replace(/^\w+:/, "")}`)
    .sort();

const holdingOf = (arn: string): string => {
  const [, name = arn, attribute] = /^([a-z]+)[0-9A-F]{8}(?:\.(Arn|Arn\/\*|StreamArn))?$/.exec(arn) ?? [];
  return attribute === "StreamArn" ? `${name}.stream` : name;
};
