import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import type { Plan } from "./baton.ts";

/** What may change, what is sealed, and the log of both. */
export type Tables = Record<"records" | "ledger" | "audit", TableV2>;

export class DataStack extends Stack {
  readonly tables: Tables;

  constructor(scope: Construct, id: string, { settings: { keepsData } }: Plan) {
    super(scope, id, { terminationProtection: keepsData });
    const table = (name: string, stream?: StreamViewType) =>
      new TableV2(this, name, {
        partitionKey: { name: "pk", type: AttributeType.STRING },
        sortKey: { name: "sk", type: AttributeType.STRING },
        billing: Billing.onDemand(),
        // The account's own key rather than DynamoDB's, so that CloudTrail shows its use.
        encryption: TableEncryptionV2.awsManagedKey(),
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: keepsData },
        deletionProtection: keepsData,
        removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        ...(stream && { dynamoStream: stream }),
      });
    this.tables = {
      records: table("records", StreamViewType.NEW_AND_OLD_IMAGES),
      ledger: table("ledger", StreamViewType.NEW_AND_OLD_IMAGES),
      audit: table("audit"),
    };
  }
}
