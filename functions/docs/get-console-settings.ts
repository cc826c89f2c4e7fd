// GET /console.json
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { readFileSync } from "node:fs";
import * as z from "zod/mini";

export const contract = {
  summary: "What the console has to know before anyone has signed in",
  description: "Who signs people in, and which roles each route of the API is open to.",
  roles: "anyone",
  answers: {
    200: z.object({
      sign_in: z.object({ issuer: z.string(), client_id: z.string() }),
      roles: z.record(z.string(), z.array(z.string())),
    }),
  },
} as const;

type Settings = z.infer<(typeof contract.answers)[200]>;

// Not read before the first call: the file is made from the contracts of all functions, this one's included.
let roles: Settings["roles"] | undefined;

export const handler = async (): Promise<APIGatewayProxyStructuredResultV2> => {
  const { SIGN_IN_ISSUER: issuer = "", SIGN_IN_CLIENT_ID: client_id = "" } = process.env;
  roles ??= JSON.parse(readFileSync(new URL("roles.json", import.meta.url), "utf8")) as Settings["roles"];
  const settings: Settings = { sign_in: { issuer, client_id }, roles };
  return {
    statusCode: 200,
    headers: { "content-type": "application/json", "cache-control": "no-cache" },
    body: JSON.stringify(settings),
  };
};
