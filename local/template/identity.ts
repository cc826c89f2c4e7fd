import type { Stack } from "./assembly.ts";
import { account, region } from "./intrinsics.ts";

export type Identity = { Ref: string; [attribute: string]: string };
export type Names = {
  /** Where the gateway listens, such as `http://localhost:3000`. */
  origin: string;
  /** Put before every table's name, so that several sets of tables can live in one engine. */
  tablePrefix?: string;
};

const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;

export const keyArn = (id: string) => arn("kms", `key/${id}`);

const table = (name: string, { tablePrefix = "" }: Names): Identity => {
  const tableArn = arn("dynamodb", `table/${tablePrefix}${name}`);
  return { Ref: tablePrefix + name, Arn: tableArn, StreamArn: `${tableArn}/stream/local` };
};

const identities: Record<string, (name: string, names: Names) => Identity> = {
  "AWS::DynamoDB::Table": table,
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::Lambda::Function": (name) => ({ Ref: name, Arn: arn("lambda", `function:${name}`) }),
  "AWS::KMS::Key": (name) => ({ Ref: name, KeyId: name, Arn: keyArn(name) }),
  "AWS::Events::Rule": (name) => ({ Ref: name, Arn: arn("events", `rule/${name}`) }),
  "AWS::S3::Bucket": (name) => ({
    Ref: name.toLowerCase(),
    Arn: `arn:aws:s3:::${name.toLowerCase()}`,
    RegionalDomainName: `${name.toLowerCase()}.s3.${region}.amazonaws.com`,
  }),
  "AWS::CloudFront::Distribution": (name) => ({ Ref: name, DomainName: `${name.toLowerCase()}.cloudfront.net` }),
  "AWS::CloudFront::OriginAccessControl": (name) => ({ Ref: name, Id: name }),
  "AWS::CloudFront::Function": (name) => ({ Ref: name, FunctionARN: arn("cloudfront", `function/${name}`) }),
  "AWS::SNS::Topic": (name) => ({ Ref: arn("sns", name), TopicArn: arn("sns", name), TopicName: name }),
  "AWS::SQS::Queue": (name, { origin }) => ({
    Ref: `${origin}/${account}/${name}`,
    Arn: arn("sqs", name),
    QueueName: name,
    QueueUrl: `${origin}/${account}/${name}`,
  }),
  "AWS::ApiGatewayV2::Api": (name, { origin }) => ({ Ref: name, ApiId: name, ApiEndpoint: origin }),
  "AWS::Cognito::UserPool": (name, { origin }) => ({
    Ref: `${region}_${name}`,
    UserPoolId: `${region}_${name}`,
    Arn: arn("cognito-idp", `userpool/${region}_${name}`),
    ProviderName: `cognito-idp.${region}.amazonaws.com/${region}_${name}`,
    ProviderURL: issuerOf(origin),
  }),
  "AWS::Cognito::UserPoolClient": (name) => ({ Ref: name, ClientId: name }),
};

/** The local issuer that stands for every user pool of the templates. */
export const issuerOf = (origin: string) => `${origin}/oidc`;

/** What a resource of the templates is called on this machine; undefined if the stack has no such resource or it no such attribute. */
export const identityOf = (names: Names, stack: Stack, logicalId: string): Identity | undefined => {
  const resource = stack.resources[logicalId];
  if (!resource) return undefined;
  const name = physicalName(resource.Properties) ?? `${stack.name}-${logicalId}`;
  return identities[resource.Type]?.(name, names) ?? { Ref: name, Arn: arn("local", name) };
};

const physicalName = (properties: Record<string, unknown> = {}): string | undefined =>
  ["TableName", "FunctionName", "QueueName", "TopicName", "BucketName", "ClientName"]
    .map((property) => properties[property])
    .find((name) => typeof name === "string");

/** Templates also spell out AWS's own addresses of a pool, an API or a distribution; here these lead to this machine as well. */
export const localiseAddresses = (text: string, origin: string): string =>
  text
    .replace(/https:\/\/cognito-idp\.[\w-]+\.amazonaws\.com\/[\w-]+/g, issuerOf(origin))
    .replace(/https:\/\/[\w-]+\.cloudfront\.net/g, origin)
    .replace(/https:\/\/[\w-]+\.execute-api\.[\w-]+\.amazonaws\.com/g, origin)
    .replace(/[\w-]+\.execute-api\.[\w-]+\.amazonaws\.com/g, new URL(origin).host);
