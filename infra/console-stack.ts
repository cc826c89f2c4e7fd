import { Annotations, CfnOutput, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  type IOrigin,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import type { Construct } from "constructs";
import { join } from "node:path";
import { IdentityStack } from "./identity-stack.ts";
import { securityPolicy } from "./security-policy.ts";
import type { OtherIssuer, Plan } from "./stages.ts";

/** What the page's address answers from the API; everything else there is the console's. */
export const apiPaths = ["/api*", "/openapi.json", "/docs*", "/console.json"] as const;

type ConsolePlan = Plan & { apiHost: string; issuer: IdentityStack | OtherIssuer };

/** The console: its files, and the one address that serves both them and the API, so that no call leaves its origin. */
export class ConsoleStack extends Stack {
  readonly url: string;

  constructor(scope: Construct, id: string, { apiHost, issuer, build, settings }: ConsolePlan) {
    super(scope, id);
    // exactOptionalPropertyTypes tells a bucket that is no website from one of which that is undefined; CDK does not.
    const files: IBucket = new Bucket(this, "files", {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    }) as IBucket;
    // Who may list is told 404 of a file that is not there; who may not is told 403.
    const fromFiles = S3BucketOrigin.withOriginAccessControl(files, {
      originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
    });
    const origins = issuer instanceof IdentityStack ? issuer.origins : [new URL(issuer.issuer).origin];
    const responseHeadersPolicy = headers(this, securityPolicy(origins));
    const fromApi = new HttpOrigin(apiHost);
    const distribution = new Distribution(this, "distribution", {
      comment: id,
      defaultRootObject: "index.html",
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        ...ofFiles(fromFiles),
        responseHeadersPolicy,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: everyPathIsAPage(this) }],
      },
      additionalBehaviors: {
        "/assets/*": { ...ofFiles(fromFiles), responseHeadersPolicy, cachePolicy: CachePolicy.CACHING_OPTIMIZED },
        ...Object.fromEntries(apiPaths.map((path) => [path, ofApi(fromApi)])),
      },
    });
    // It is about a listing at the root, where the page is.
    Annotations.of(distribution).acknowledgeWarning("@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk");
    deploy(this, files, { from: join(build, "console"), settings });
    this.url = `https://${distribution.distributionDomainName}/`;
    new CfnOutput(this, "Url", { value: this.url });
  }
}

const ofFiles = (origin: IOrigin): BehaviorOptions => ({
  origin,
  allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
  viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
  compress: true,
});

const ofApi = (origin: IOrigin): BehaviorOptions => ({
  origin,
  allowedMethods: AllowedMethods.ALLOW_ALL,
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  // API Gateway finds its API by the host, which must be its own.
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
});

/** Every address within the console is the one page, which knows its own routes. A file that is not there is not. */
const everyPathIsAPage = (scope: Construct): Function =>
  new Function(scope, "every-path-is-a-page", {
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(`
function handler(event) {
  var isFile = /\\.(css|html|ico|js|json|map|mjs|php|png|svg|txt|webmanifest|woff2|xml)$/.test(event.request.uri);
  if (!isFile) event.request.uri = "/index.html";
  return event.request;
}`),
  });

const headers = (scope: Construct, contentSecurityPolicy: string): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, "headers", {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: "cross-origin-opener-policy", value: "same-origin", override: true },
        { header: "permissions-policy", value: "camera=(), geolocation=(), microphone=()", override: true },
      ],
    },
  });

/** First what pages are made with, which never changes under its name; then the page itself, asked for anew each time. */
const deploy = (
  scope: Construct,
  destinationBucket: IBucket,
  { from, settings }: { from: string; settings: Plan["settings"] },
): void => {
  const alike = {
    destinationBucket,
    // A page that is open keeps finding the files that it was made with.
    prune: false,
    retainOnDelete: false,
    logGroup: new LogGroup(scope, "deployment-log", {
      retention: settings.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    }),
  };
  const assets = new BucketDeployment(scope, "assets", {
    ...alike,
    sources: [Source.asset(from, { exclude: ["index.html"] })],
    cacheControl: [CacheControl.fromString("public, max-age=31536000, immutable")],
  });
  new BucketDeployment(scope, "page", {
    ...alike,
    sources: [Source.asset(from, { exclude: ["assets"] })],
    cacheControl: [CacheControl.fromString("no-cache")],
  }).node.addDependency(assets);
};
