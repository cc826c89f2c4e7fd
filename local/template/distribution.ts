import { one, type Found } from "./found.ts";
import type { Behavior, Deployment, Distribution } from "./model.ts";

type Candidates = Record<"buckets" | "deployments" | "functions" | "headerPolicies", Found[]> & {
  assets: Map<string, string>;
};
type CacheBehavior = {
  PathPattern?: string;
  TargetOriginId: string;
  AllowedMethods?: string[];
  FunctionAssociations?: { EventType: string; FunctionARN: string }[];
  ResponseHeadersPolicyId?: string;
};

/** A distribution before a bucket of files and an API. Its caches are not kept here: every request comes to its origin. */
export const readDistribution = (found: Found, candidates: Candidates): Distribution => {
  const { DistributionConfig: config } = found.properties() as {
    DistributionConfig: {
      Origins: { Id: string; DomainName: string; S3OriginConfig?: object }[];
      CacheBehaviors?: CacheBehavior[];
      DefaultCacheBehavior: CacheBehavior;
    };
  };
  const bucketOf = (origin: string): string | undefined => {
    const { DomainName, S3OriginConfig } = config.Origins.find(({ Id }) => Id === origin) ?? {};
    const isIt = ({ identity }: Found) => identity.RegionalDomainName === DomainName;
    return S3OriginConfig && one(candidates.buckets, isIt, "bucket", found).identity.Ref;
  };
  const behaviors = [...(config.CacheBehaviors ?? []), config.DefaultCacheBehavior].map((each): Behavior => ({
    pattern: each.PathPattern,
    methods: each.AllowedMethods ?? ["GET", "HEAD"],
    bucket: bucketOf(each.TargetOriginId),
    viewerRequest: viewerRequestOf(each, candidates.functions, found),
    headers: headersOf(each, candidates.headerPolicies, found),
  }));
  const deployments = candidates.deployments.map((each) => readDeployment(each, candidates.assets));
  return { behaviors, deployments };
};

const viewerRequestOf = (
  { FunctionAssociations = [] }: CacheBehavior,
  functions: Found[],
  by: Found,
): string | undefined => {
  const association = FunctionAssociations.find(({ EventType }) => EventType === "viewer-request");
  if (!association) return undefined;
  const isIt = ({ identity }: Found) => identity.FunctionARN === association.FunctionARN;
  return (one(functions, isIt, "function", by).properties() as { FunctionCode: string }).FunctionCode;
};

type Named<Name extends string> = Partial<Record<Name, string>>;

const headersOf = (
  { ResponseHeadersPolicyId: id }: CacheBehavior,
  policies: Found[],
  by: Found,
): Record<string, string> => {
  if (id === undefined) return {};
  const { ResponseHeadersPolicyConfig: policy } = one(
    policies,
    ({ identity }) => identity.Ref === id,
    "response headers policy",
    by,
  ).properties() as {
    ResponseHeadersPolicyConfig: {
      SecurityHeadersConfig?: {
        ContentSecurityPolicy?: Named<"ContentSecurityPolicy">;
        ContentTypeOptions?: object;
        FrameOptions?: Named<"FrameOption">;
        ReferrerPolicy?: Named<"ReferrerPolicy">;
        StrictTransportSecurity?: { AccessControlMaxAgeSec: number };
      };
      CustomHeadersConfig?: { Items: { Header: string; Value: string }[] };
    };
  };
  const { SecurityHeadersConfig: security = {}, CustomHeadersConfig: custom } = policy;
  const { StrictTransportSecurity: transport } = security;
  const headers = {
    "content-security-policy": security.ContentSecurityPolicy?.ContentSecurityPolicy,
    "x-content-type-options": security.ContentTypeOptions && "nosniff",
    "x-frame-options": security.FrameOptions?.FrameOption,
    "referrer-policy": security.ReferrerPolicy?.ReferrerPolicy,
    "strict-transport-security": transport && `max-age=${transport.AccessControlMaxAgeSec}`,
    ...Object.fromEntries((custom?.Items ?? []).map(({ Header, Value }) => [Header.toLowerCase(), Value])),
  };
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
};

const readDeployment = (found: Found, assets: Map<string, string>): Deployment => {
  const properties = found.properties() as {
    DestinationBucketName: string;
    SourceObjectKeys: string[];
    SystemMetadata?: { "cache-control"?: string };
  };
  const folders = properties.SourceObjectKeys.map((key) => {
    const folder = assets.get(key);
    if (!folder) throw new Error(`Cannot run ${found.title}: there is no asset ${key}`);
    return folder;
  });
  const { "cache-control": cacheControl = "" } = properties.SystemMetadata ?? {};
  return { bucket: properties.DestinationBucketName, folders, cacheControl };
};
