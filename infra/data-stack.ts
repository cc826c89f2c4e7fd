import { CfnOutput, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Alias, Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from "aws-cdk-lib/aws-s3";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { Estate } from "./access.ts";
import type { Plan } from "./stages.ts";

/** What may change, what is sealed, the log of both, the key that signs the log, the copies that nobody can delete, and a topic. */
export class DataStack extends Stack {
  readonly holdings: Omit<Estate, "logHost" | "signIn">;

  constructor(scope: Construct, id: string, { settings: { keepsData, archive } }: Plan) {
    super(scope, id, { terminationProtection: keepsData });
    const removalPolicy = keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const table = (name: string, stream?: StreamViewType) =>
      new TableV2(this, name, {
        partitionKey: { name: "pk", type: AttributeType.STRING },
        sortKey: { name: "sk", type: AttributeType.STRING },
        billing: Billing.onDemand(),
        // The account's own key rather than DynamoDB's, so that CloudTrail shows its use.
        encryption: TableEncryptionV2.awsManagedKey(),
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: keepsData },
        deletionProtection: keepsData,
        removalPolicy,
        ...(stream && { dynamoStream: stream }),
      });
    this.holdings = {
      records: table("records", StreamViewType.NEW_AND_OLD_IMAGES),
      ledger: table("ledger", StreamViewType.NEW_AND_OLD_IMAGES),
      audit: table("audit"),
      // Not rotated: KMS rotates no asymmetric key, and a log keeps its verifier key for good.
      signingKey: new Key(this, "signing-key", {
        description: `Signs the checkpoints of the audit log: ${id}`,
        keySpec: KeySpec.ECC_NIST_EDWARDS25519,
        keyUsage: KeyUsage.SIGN_VERIFY,
        removalPolicy,
      }),
      archive: new Bucket(this, "archive", {
        objectLockEnabled: true,
        objectLockDefaultRetention: ObjectLockRetention[archive.lock](Duration.days(archive.days)),
        versioned: true,
        encryption: BucketEncryption.S3_MANAGED,
        blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
        enforceSSL: true,
        removalPolicy,
      }),
      notifications: new Topic(this, "notifications", {
        // Only roles of this account publish here, and for them the account's own key is enough.
        masterKey: Alias.fromAliasName(this, "sns-key", "alias/aws/sns"),
        enforceSSL: true,
      }),
    };
    new CfnOutput(this, "NotificationTopic", { value: this.holdings.notifications.topicArn });
    if (keepsData) keep(this.holdings.archive);
  }
}

/** A locked version stays, but a delete marker may still hide it, and a privileged person may still unlock governance. */
const keep = (archive: Bucket): void => {
  archive.addToResourcePolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
      resources: [archive.arnForObjects("*")],
    }),
  );
};
