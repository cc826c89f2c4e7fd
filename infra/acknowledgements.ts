import { type App, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { openRoutes, wakings } from "./routes.ts";
import { stackId, type StageSettings } from "./stages.ts";

type Acknowledgement = readonly [path: string, finding: string, reason: string];

const openRoute = ([, entry]: (typeof openRoutes)[number]): Acknowledgement => [
  `${entry}-route`,
  "AwsSolutions-APIG4",
  "The API's description is read before anyone has a token; the Lambda behind it touches no table.",
];

const failureQueue = (path: string): Acknowledgement => [
  path,
  "AwsSolutions-SQS3",
  "It is the dead-letter queue itself, of the event source mappings; the rule only knows those of queues.",
];

const listeningContexts = [...new Set(Object.keys(wakings).map((entry) => entry.slice(0, entry.indexOf("/"))))];

const archive = (stage: string): Acknowledgement[] => [
  [
    "data/archive",
    "AwsSolutions-S1",
    "One Lambda writes here, as its log shows, and a version that is there is locked: a log of requests would prove no more.",
  ],
  [
    "audit/archive-checkpoints-role/DefaultPolicy",
    `AwsSolutions-IAM5[Resource::${stackId(stage, "data")}:ExportsOutputFnGetAttarchiveA318A092ArnC125BBC8/*]`,
    "S3 knows no narrower name for objects that are yet to be written; the bucket holds nothing else.",
  ],
];

const userPool: Acknowledgement = [
  "identity/users",
  "AwsSolutions-COG8",
  "The plus plan adds threat protection at several times the price; every user is made by an administrator and needs a second factor.",
];

const consolePage: Acknowledgement[] = [
  ["console/files", "AwsSolutions-S1", "The files are the same for everyone, and CloudFront alone may read them."],
  ...(
    [
      ["CFR1", "The people of a tenant work from anywhere."],
      ["CFR2", "What a firewall would hold back are calls, and those the API throttles and the authorizer refuses."],
      ["CFR3", "The files are the same for everyone, and every call is in the access log of the API."],
      ["CFR4", "A certificate is for a domain of one's own; CloudFront's own name has CloudFront's own policy."],
    ] as const
  ).map(([rule, reason]): Acknowledgement => ["console/distribution", `AwsSolutions-${rule}`, reason]),
];

/** The Lambda with which CDK copies files into a bucket: its role, its policy and its runtime are CDK's. */
const deployer = "console/Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C";
const assets = "arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>";
const consoleDeployment: Acknowledgement[] = [
  [deployer, "AwsSolutions-L1", "CDK chooses the runtime of its own Lambda."],
  [
    `${deployer}/ServiceRole`,
    "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
    "CDK gives its own Lambda the policy that lets it log.",
  ],
  ...[
    ...["GetBucket", "GetObject", "List", "Abort", "DeleteObject"].map((action) => `Action::s3:${action}*`),
    `Resource::${assets}/*`,
    "Resource::<files6F97A25D.Arn>/*",
  ].map((what): Acknowledgement => [
    `${deployer}/ServiceRole/DefaultPolicy`,
    `AwsSolutions-IAM5[${what}]`,
    "CDK's own Lambda reads what was deployed and writes the console's files; it runs during a deployment alone.",
  ]),
];

/** Every finding of cdk-nag's AwsSolutions rules that we let stand in a stage, where, and why. */
export const acknowledgementsFor = (stage: string, { signIn }: StageSettings): Acknowledgement[] => [
  ...openRoutes.map(openRoute),
  ...["audit/failures", ...listeningContexts.map((context) => `${context}/listener-failures`)].map(failureQueue),
  ...archive(stage),
  ...consolePage,
  ...consoleDeployment,
  ...("issuer" in signIn ? [] : [userPool]),
];

export const acknowledge = (app: App, stage: string, settings: StageSettings): void => {
  for (const [path, id, reason] of acknowledgementsFor(stage, settings))
    Validations.of(at(app, stackId(stage, path))).acknowledge({ id, reason });
};

const at = (scope: IConstruct, path: string): IConstruct =>
  path.split("/").reduce((construct, id) => construct.node.findChild(id), scope);
