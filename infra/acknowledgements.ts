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

/** Every finding of cdk-nag's AwsSolutions rules that we let stand in a stage, where, and why. */
export const acknowledgementsFor = (stage: string, { signIn }: StageSettings): Acknowledgement[] => [
  ...openRoutes.map(openRoute),
  ...["audit/failures", ...listeningContexts.map((context) => `${context}/listener-failures`)].map(failureQueue),
  ...archive(stage),
  ...("issuer" in signIn ? [] : [userPool]),
];

export const acknowledge = (app: App, stage: string, settings: StageSettings): void => {
  for (const [path, id, reason] of acknowledgementsFor(stage, settings))
    Validations.of(at(app, stackId(stage, path))).acknowledge({ id, reason });
};

const at = (scope: IConstruct, path: string): IConstruct =>
  path.split("/").reduce((construct, id) => construct.node.findChild(id), scope);
