import { readAssembly } from "./assembly.ts";
import { readDistribution } from "./distribution.ts";
import { identityOf, localiseAddresses, type Names } from "./identity.ts";
import { resolver } from "./intrinsics.ts";
import type { Model } from "./model.ts";
import type { Found } from "./found.ts";
import {
  readBucket,
  isSigningKey,
  readFunction,
  readMapping,
  readRoute,
  readTable,
  readUserPoolClient,
} from "./resources.ts";
import { readSchedules } from "./schedule.ts";

/**
 * Reads from a cloud assembly what this machine runs. Resources of other kinds are passed over; a value that cannot be
 * resolved in one that runs throws, naming the resource.
 */
export const readModel = (folder: string, names: Names): Model => {
  const { stacks, assets } = readAssembly(folder);
  const resolve = resolver(stacks, (stack, logicalId, attribute) => identityOf(names, stack, logicalId)?.[attribute]);

  const find = (...types: string[]): Found[] =>
    stacks.flatMap((stack) =>
      Object.entries(stack.resources)
        .filter(([, { Type }]) => types.includes(Type))
        .map(([id, { Type, Properties = {} }]) => ({
          title: `${Type} ${id} of stack ${stack.name}`,
          identity: identityOf(names, stack, id) ?? { Ref: id },
          written: Properties,
          // Resolved on demand: what nothing here calls may hold values that only AWS can give.
          properties: (): unknown => {
            try {
              return JSON.parse(localiseAddresses(JSON.stringify(resolve(stack, Properties)), names.origin));
            } catch (cause) {
              throw new Error(`Cannot run ${Type} ${id}: ${(cause as Error).message}`, { cause });
            }
          },
        })),
    );

  const tables = find("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable");
  const functions = find("AWS::Lambda::Function");
  const integrations = find("AWS::ApiGatewayV2::Integration");
  const authorizers = find("AWS::ApiGatewayV2::Authorizer");
  const queues = find("AWS::SQS::Queue");

  const routes = find("AWS::ApiGatewayV2::Route").map((each) =>
    readRoute(each, { integrations, authorizers, functions }),
  );
  const mappings = find("AWS::Lambda::EventSourceMapping").map((each) =>
    readMapping(each, { tables, functions, queues }),
  );
  const invokeConfigs = find("AWS::Lambda::EventInvokeConfig");
  const schedules = find("AWS::Events::Rule").flatMap((each) =>
    readSchedules(each, { functions, queues, invokeConfigs }),
  );
  const called = new Set([...routes, ...mappings, ...schedules].map(({ functionName }) => functionName));
  return {
    tables: tables.map(readTable),
    functions: functions.filter(({ identity }) => called.has(identity.Ref)).map((each) => readFunction(each, assets)),
    routes,
    mappings,
    schedules,
    buckets: find("AWS::S3::Bucket").map(readBucket),
    signingKeys: find("AWS::KMS::Key")
      .filter(isSigningKey)
      .map(({ identity }) => identity.Ref),
    topics: find("AWS::SNS::Topic").map(({ identity }) => identity.Ref),
    userPoolClients: find("AWS::Cognito::UserPoolClient").map(readUserPoolClient),
    distribution: find("AWS::CloudFront::Distribution")
      .map((each) =>
        readDistribution(each, {
          buckets: find("AWS::S3::Bucket"),
          deployments: find("Custom::CDKBucketDeployment"),
          functions: find("AWS::CloudFront::Function"),
          headerPolicies: find("AWS::CloudFront::ResponseHeadersPolicy"),
          assets,
        }),
      )
      .at(0),
  };
};
