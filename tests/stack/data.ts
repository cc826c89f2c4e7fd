import { expect, test } from "vitest";
import { actionsOf } from "../support/synthesis.ts";
import { ARCHIVE, ROOT, type SynthesisedStage } from "./stage.ts";

/** What is kept, how, and for how long. */
export const data = ({ settings, keepsData, lambdas, all, only, table, key, lambdasWith }: SynthesisedStage): void => {
  test("signs with an Ed25519 key whose policy leaves it to IAM", () => {
    expect(key("signingkey").Properties).toMatchObject({ KeySpec: "ECC_NIST_EDWARDS25519", KeyUsage: "SIGN_VERIFY" });
    expect(key("signingkey").Properties.KeyPolicy.Statement).toEqual([
      { Action: "kms:*", Effect: "Allow", Principal: { AWS: ROOT }, Resource: "*" },
    ]);
  });

  test("lets only archive-checkpoints write and read the archive, and nobody delete from it or unlock it", () => {
    expect(
      new Set(["PutObject", "GetObject", "ListBucket"].flatMap((action) => lambdasWith(`archive:${action}`))),
    ).toEqual(new Set([ARCHIVE]));
    expect(
      lambdas.flatMap(actionsOf).filter((action) => /^archive:(?!(PutObject|GetObject|ListBucket)$)/.test(action)),
    ).toEqual([]);
    const bucket = `${only("AWS::S3::Bucket").id}.Arn`;
    const [tls, ...others] = only("AWS::S3::BucketPolicy").Properties.PolicyDocument.Statement;
    expect(tls).toMatchObject({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } });
    const deletion = {
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
      Resource: `${bucket}/*`,
    };
    expect(others).toEqual(keepsData ? [deletion] : []);
  });

  test(`locks what is archived: ${settings.archive.lock}, for ${settings.archive.days} days`, () => {
    expect(only("AWS::S3::Bucket").Properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: settings.archive.lock.toUpperCase(), Days: settings.archive.days } },
      },
      VersioningConfiguration: { Status: "Enabled" },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{}] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  test("has three encrypted tables on demand, of which the two that change have streams", () => {
    expect(all("AWS::DynamoDB::GlobalTable")).toHaveLength(3);
    for (const name of ["records", "ledger", "audit"])
      expect(table(name)?.Properties).toMatchObject({
        BillingMode: "PAY_PER_REQUEST",
        SSESpecification: { SSEEnabled: true },
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
      });
    const images = { StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" } };
    expect(table("records")?.Properties).toMatchObject(images);
    expect(table("ledger")?.Properties).toMatchObject(images);
    expect(table("audit")?.Properties).not.toHaveProperty("StreamSpecification");
  });

  test(`${keepsData ? "keeps" : "drops"} tables, logs, users, key and archive when it is deleted`, () => {
    const kept = {
      DeletionProtectionEnabled: keepsData,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: keepsData },
    };
    for (const { Properties } of all("AWS::DynamoDB::GlobalTable"))
      expect(Properties).toMatchObject({ Replicas: [kept] });
    const holders = (["AWS::DynamoDB::GlobalTable", "AWS::Logs::LogGroup", "AWS::Cognito::UserPool"] as const).flatMap(
      all,
    );
    for (const { DeletionPolicy } of [...holders, key("signingkey"), only("AWS::S3::Bucket")])
      expect(DeletionPolicy).toBe(keepsData ? "Retain" : "Delete");
  });
};
