import type {
  AttributeDefinition,
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
  StreamViewType,
} from "@aws-sdk/client-dynamodb";

export type Table = {
  name: string;
  keySchema: KeySchemaElement[];
  attributes: AttributeDefinition[];
  globalIndexes: GlobalSecondaryIndex[];
  localIndexes: LocalSecondaryIndex[];
  streamViewType: StreamViewType | undefined;
  timeToLiveAttribute: string | undefined;
};
export type LambdaFunction = {
  name: string;
  arn: string;
  /** The module file in the built asset, and the name it exports the handler by. */
  entry: string;
  handler: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMegabytes: number;
};
export type Authorizer = { issuer: string; audience: string[] };
export type Route = {
  /** As API Gateway writes it: `GET /runs/{runId}` or `$default`. */
  key: string;
  functionName: string;
  timeoutMilliseconds: number;
  authorizer: Authorizer | undefined;
  scopes: string[];
};
export type Mapping = {
  id: string;
  tableName: string;
  functionName: string;
  batchSize: number;
  batchingWindowSeconds: number;
  bisectsOnError: boolean;
  /** -1: for ever, as with the maximum record age. */
  retryAttempts: number;
  maximumRecordAgeSeconds: number;
  reportsItemFailures: boolean;
  /** Event filtering patterns as JSON text; a record passes if one of them matches, or if there are none. */
  filters: string[];
  failureQueue: string | undefined;
};
export type Schedule = {
  ruleArn: string;
  functionName: string;
  periodMilliseconds: number;
  /** What the function gets in place of the event that says that it is time. */
  input: unknown;
  /** After the first call. */
  retryAttempts: number;
  maximumEventAgeSeconds: number;
  failureQueue: string | undefined;
};
export type Bucket = {
  name: string;
  keepsVersions: boolean;
  /** The default of its Object Lock: so long no version of an object can be removed. */
  retention: { mode: string; days: number } | undefined;
};
/** What a deployment puts into a bucket. */
export type Deployment = { bucket: string; folders: string[]; cacheControl: string };
/** What a distribution does with the paths of a pattern; one without a pattern takes what no other does. */
export type Behavior = {
  /** As CloudFront writes it: `/api/*`. */
  pattern: string | undefined;
  methods: string[];
  /** The bucket whose files are served; undefined for the API. */
  bucket: string | undefined;
  /** The source of the function that sees each request first. */
  viewerRequest: string | undefined;
  /** Put on every answer. */
  headers: Record<string, string>;
};
export type Distribution = { behaviors: Behavior[]; deployments: Deployment[] };
export type UserPoolClient = { id: string; redirectUris: string[] };
export type Model = {
  tables: Table[];
  functions: LambdaFunction[];
  routes: Route[];
  mappings: Mapping[];
  schedules: Schedule[];
  buckets: Bucket[];
  /** The ids of the keys that sign. */
  signingKeys: string[];
  /** The ARNs of the topics. */
  topics: string[];
  userPoolClients: UserPoolClient[];
  /** What stands before the API; calls come to it directly if nothing does. */
  distribution: Distribution | undefined;
};
