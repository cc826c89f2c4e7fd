import type { MiddlewareObj } from "@middy/core";
import jsonBody from "@middy/http-json-body-parser";
import { decodeBody } from "@middy/util";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { assertStrict } from "../kernel/json.ts";
import { Problem } from "../kernel/problem.ts";

const MAX_BYTES = 1_000_000;
const parser = jsonBody();

/**
 * Replaces the event's text by its JSON value; no body at all is an empty object.
 * @throws Problem TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, MALFORMED_JSON
 */
export const strictJsonBody = (maxBytes = MAX_BYTES): MiddlewareObj<APIGatewayProxyEventV2> => ({
  before: async (request) => {
    const { event } = request as unknown as { event: { body?: unknown; isBase64Encoded: boolean } };
    const text: unknown = decodeBody(event.body as string | undefined, event.isBase64Encoded);
    if (typeof text !== "string" || text === "") {
      event.body = {};
      return;
    }
    assertSize(Buffer.byteLength(text), maxBytes);
    try {
      await parser.before?.(request as never);
    } catch (error) {
      throw unreadable(error);
    }
    assertStrict(text, event.body);
  },
});

const assertSize = (bytes: number, maxBytes: number): void => {
  if (bytes > maxBytes) throw new Problem("TOO_LARGE", `The body has ${bytes} bytes. Send at most ${maxBytes}.`);
};

/** The parser's own errors carry a status; to a caller they are two more refusals. */
const unreadable = (error: unknown): Problem =>
  error instanceof Error && "statusCode" in error && error.statusCode === 415
    ? new Problem("UNSUPPORTED_MEDIA_TYPE", "Send the body as JSON with the header content-type: application/json.")
    : new Problem("MALFORMED_JSON", "The body could not be read as JSON. Check its brackets, quotes and keys.");
