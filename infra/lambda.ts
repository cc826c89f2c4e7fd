import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function, LoggingFormat, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { join } from "node:path";
import type { Plan } from "./stages.ts";

/** The gateway gives up after 30 seconds. What is quick stays so; whoever loses many races has the time to win one. */
const WITHIN_A_CALL = Duration.seconds(28);

/** How every Lambda is made. Its role may write to its own log; whatever else it may do, a stack grants by name. */
export class Lambda extends Function {
  /** @param entry its file as routes.ts names it, such as `ledger/list-audit-entries` */
  constructor(scope: Construct, entry: string, { stage, settings, build }: Plan, timeout = WITHIN_A_CALL) {
    const name = entry.slice(entry.indexOf("/") + 1);
    const role = new Role(scope, `${name}-role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    const logGroup = new LogGroup(scope, `${name}-log`, {
      retention: settings.logRetentionDays,
      removalPolicy: settings.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    super(scope, name, {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(build, entry)),
      handler: "index.handler",
      memorySize: 512,
      timeout,
      environment: { STAGE: stage },
      role,
      logGroup,
      // Functions write their own JSON lines; Lambda's JSON format would wrap each in another.
      loggingFormat: LoggingFormat.TEXT,
    });
  }
}
