import { isUtf8 } from "node:buffer";
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
    const event = request.event as Sent & { body?: unknown };
    const isWhole = isAsSent(request.event);
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
    if (!isWhole) throw new Problem("MALFORMED_JSON", "The body is not valid UTF-8. Send it in that encoding.");
    assertStrict(text, event.body);
  },
});

type Sent = Omit<APIGatewayProxyEventV2, "body">;

/**
 * Whether the bytes were UTF-8. A gateway that hands text puts U+FFFD where they were not; a caller may mean that very
 * character: then the text has as many bytes as were sent, for each that is put in is longer than the byte it stands for.
 */
const isAsSent = ({ body = "", headers, isBase64Encoded }: APIGatewayProxyEventV2): boolean => {
  if (isBase64Encoded) return isUtf8(Buffer.from(body, "base64"));
  const sent = headers["content-length"];
  return sent === undefined || !body.includes("\uFFFD") || Buffer.byteLength(body) === Number(sent);
};

const assertSize = (bytes: number, maxBytes: number): void => {
  if (bytes > maxBytes) throw new Problem("TOO_LARGE", `The body has ${bytes} bytes. Send at most ${maxBytes}.`);
};

/** The parser's own errors carry a status; to a caller they are two more refusals. */
const unreadable = (error: unknown): Problem =>
  error instanceof Error && "statusCode" in error && error.statusCode === 415
    ? new Problem("UNSUPPORTED_MEDIA_TYPE", "Send the body as JSON with the header content-type: application/json.")
    : new Problem("MALFORMED_JSON", "The body could not be read as JSON. Check its brackets, quotes and keys.");
