import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, describe, expect, test } from "vitest";
import { AdmissionStack } from "../infra/admission-stack.ts";
import { ApiStack } from "../infra/api-stack.ts";
import { apiPaths, ConsoleStack } from "../infra/console-stack.ts";
import { IdentityStack } from "../infra/identity-stack.ts";
import { openRoutes, routes } from "../infra/routes.ts";
import { stages } from "./support/synthesis.ts";

const folder = mkdtempSync(join(tmpdir(), "baton-console-"));
for (const path of ["console/assets", "identity/add-token-claims"]) mkdirSync(join(folder, path), { recursive: true });
writeFileSync(join(folder, "console/index.html"), "");
writeFileSync(join(folder, "console/assets/a.js"), "");
writeFileSync(join(folder, "identity/add-token-claims/index.mjs"), "");
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const settings = Object.values(stages)[0];
if (!settings) throw new Error("cdk.json has no stage");
const app = new App({ outdir: join(folder, "cdk.out") });
const plan = { stage: "dev", settings, build: folder };
const api = new ApiStack(app, "api", plan);
const pool = new IdentityStack(app, "identity", plan);
const ours = new ConsoleStack(app, "ours", { ...plan, apiHost: api.host, issuer: pool });
const other = {
  issuer: "https://id.example.com/realm",
  audience: ["baton-api"] as [string],
  clientId: "baton-console",
};
const federated = new ConsoleStack(app, "federated", { ...plan, apiHost: api.host, issuer: other });
const admission = new AdmissionStack(app, "admission", { api: api.api, issuer: pool, returnTo: [ours.url] });
const elsewhere = new AdmissionStack(app, "elsewhere", { api: api.api, issuer: other, returnTo: [federated.url] });
const template = Template.fromStack(ours);

type Behavior = { PathPattern?: string; AllowedMethods: string[]; TargetOriginId: string; CachePolicyId: string };
type Distribution = {
  DistributionConfig: {
    CacheBehaviors: Behavior[];
    DefaultCacheBehavior: Behavior;
    Origins: { Id: string; S3OriginConfig?: object }[];
  };
};
const [found] = Object.values(template.findResources("AWS::CloudFront::Distribution"));
const { DistributionConfig: distribution } = (found as { Properties: Distribution }).Properties;
const behaviorOf = (path: string): Behavior =>
  distribution.CacheBehaviors.find(({ PathPattern = "" }) =>
    new RegExp(`^${PathPattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(path),
  ) ?? distribution.DefaultCacheBehavior;
const isOfFiles = ({ TargetOriginId }: Behavior): boolean =>
  distribution.Origins.find(({ Id }) => Id === TargetOriginId)?.S3OriginConfig !== undefined;

describe("the console's distribution", () => {
  test.each([...routes, ...openRoutes].map(([route]) => route))("takes %s to the API", (route) => {
    const [method = "", path = ""] = route.split(" ");
    const behavior = behaviorOf(path);
    expect(isOfFiles(behavior)).toBe(false);
    expect(behavior.AllowedMethods).toContain(method);
  });

  test("caches nothing of the API, and hands on every header but the host", () => {
    template.hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: {
        CacheBehaviors: Match.arrayWith(
          apiPaths.map((PathPattern) =>
            Match.objectLike({
              PathPattern,
              // Managed by AWS: CachingDisabled, AllViewerExceptHostHeader.
              CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
              OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
              ViewerProtocolPolicy: "https-only",
            }),
          ),
        ),
      },
    });
  });

  test.each(["/", "/runs", "/runs/7d1c8a4e", "/npd/projects/1/handoff", "/nowhere"])("has a page at %s", (path) => {
    expect(isOfFiles(behaviorOf(path))).toBe(true);
    expect(behaviorOf(path).AllowedMethods).toEqual(["GET", "HEAD"]);
    expect(rewritten(path)).toBe("/index.html");
  });

  test.each(["/favicon.ico", "/robots.txt", "/index.html", "/old/main.js"])(
    "has no page in the place of %s",
    (path) => {
      expect(rewritten(path)).toBe(path);
    },
  );

  test("rewrites no path of assets: one that is not there is not there", () => {
    expect(behaviorOf("/assets/gone.js")).not.toHaveProperty("FunctionAssociations");
    expect(isOfFiles(behaviorOf("/assets/gone.js"))).toBe(true);
  });

  const rewritten = (uri: string): string => {
    const [edge] = Object.values(template.findResources("AWS::CloudFront::Function"));
    const { FunctionCode } = (edge as { Properties: { FunctionCode: string } }).Properties;
    const handler = runInNewContext(`${FunctionCode}\nhandler`) as (event: object) => { uri: string };
    return handler({ request: { uri } }).uri;
  };

  test("lets scripts come from files alone, and tokens from who signs people in", () => {
    const policy = (stack: ConsoleStack) => {
      const [headers] = Object.values(
        Template.fromStack(stack).findResources("AWS::CloudFront::ResponseHeadersPolicy"),
      );
      return JSON.stringify(headers);
    };
    for (const stack of [ours, federated]) {
      expect(policy(stack)).toContain("default-src 'none'; script-src 'self'; ");
      expect(policy(stack)).toContain("frame-ancestors 'none'");
    }
    expect(policy(federated)).toContain("connect-src 'self' https://id.example.com; ");
    expect(policy(ours)).toMatch(/connect-src 'self' https:\/\/cognito-idp\..*amazoncognito\.com; /);
  });
});

describe("the console's files", () => {
  test("are read by the distribution alone", () => {
    template.hasResourceProperties("AWS::S3::Bucket", {
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
    });
    template.hasResourceProperties("AWS::S3::BucketPolicy", {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
          Match.objectLike({
            Effect: "Allow",
            Action: ["s3:GetObject", "s3:ListBucket"],
            Principal: { Service: "cloudfront.amazonaws.com" },
            Condition: Match.anyValue(),
          }),
        ],
      },
    });
  });

  test("are kept for a year but for the page, which comes after them and is asked for each time", () => {
    const deployments = Object.values(template.findResources("Custom::CDKBucketDeployment"));
    const kept = deployments.map((each) => (each.Properties as { SystemMetadata: object }).SystemMetadata);
    expect(kept).toEqual([{ "cache-control": "public, max-age=31536000, immutable" }, { "cache-control": "no-cache" }]);
    expect(deployments[1]?.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^assets/)]));
    for (const { Properties } of deployments) expect(Properties).toMatchObject({ Prune: false });
  });
});

describe("who is let in", () => {
  test("comes back from our own pool to the console, by code alone", () => {
    Template.fromStack(admission).hasResourceProperties("AWS::Cognito::UserPoolClient", {
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "email", "profile"],
      GenerateSecret: false,
      CallbackURLs: [{ "Fn::Join": ["", ["https://", Match.anyValue(), "/"]] }],
      LogoutURLs: [{ "Fn::Join": ["", ["https://", Match.anyValue(), "/"]] }],
    });
  });

  test("is known to another issuer by the client's own name", () => {
    expect(elsewhere.signIn).toEqual({ issuer: other.issuer, clientId: "baton-console" });
    Template.fromStack(elsewhere).resourceCountIs("AWS::Cognito::UserPoolClient", 0);
  });
});
