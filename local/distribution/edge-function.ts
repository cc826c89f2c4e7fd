import { runInNewContext } from "node:vm";

type Rewrite = (path: string) => string;

/** Runs the code of a CloudFront function on each path, as the edge would before it looks for the file. */
export const edgeFunction = (code: string | undefined): Rewrite => {
  if (code === undefined) return (path) => path;
  const handler = runInNewContext(`${code}\nhandler`) as (event: object) => { uri: string };
  return (uri) => handler({ version: "1.0", context: { eventType: "viewer-request" }, request: { uri } }).uri;
};
