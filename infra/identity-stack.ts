import { Aws, CfnOutput, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  AccountRecovery,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  StringAttribute,
  UserPool,
  UserPoolOperation,
} from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import type { Plan } from "./stages.ts";
import { Lambda } from "./lambda.ts";
import { listenerAt } from "./routes.ts";

/** Groups of the pool: a user's groups become the claim `roles`. */
const roles = [
  "owner",
  "admin",
  "tenant_admin",
  "npd_lead",
  "r_and_d",
  "regulatory",
  "finance",
  "production_manager",
  "orchestrator",
  "agent",
  "builder",
  "reviewer",
  "member",
  "auditor",
] as const;

/** A user pool whose users are made by an administrator, each in one tenant for good. */
export class IdentityStack extends Stack {
  readonly users: UserPool;
  /** Where a browser asks for tokens. */
  readonly origins: string[];

  constructor(scope: Construct, id: string, plan: Plan) {
    const { keepsData } = plan.settings;
    super(scope, id, { terminationProtection: keepsData });
    const pool = new UserPool(this, "users", {
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      customAttributes: { tenant_id: new StringAttribute({ minLen: 1, maxLen: 64, mutable: false }) },
      deletionProtection: keepsData,
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const [, entry] = listenerAt("identity/add-token-claims");
    const addTokenClaims = new Lambda(this, entry, plan);
    pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, addTokenClaims, LambdaVersion.V2_0);
    for (const groupName of roles) pool.addGroup(groupName, { groupName });
    const domain = pool.addDomain("domain", { cognitoDomain: { domainPrefix: `${id}-${Aws.ACCOUNT_ID}` } });
    this.users = pool;
    this.origins = [`https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}`, domain.baseUrl()];
    new CfnOutput(this, "UserPoolId", { value: pool.userPoolId });
    new CfnOutput(this, "SignInUrl", { value: domain.baseUrl() });
  }
}
