import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { DataFolder } from "../data-folder.ts";
import { readBody, send, serve, TooLarge, type Service } from "../gateway/http-server.ts";
import { keptKey } from "./kept-key.ts";
import { KmsError, operations } from "./operations.ts";

export type Kms = Service & {
  /** In the order in which the ids were given. */
  keyArns: string[];
};

/** Starts what stands for KMS on this machine: it signs with one Ed25519 key an id, kept in the data folder. */
export const startKms = async (data: DataFolder, keyIds: string[]): Promise<Kms> => {
  const keys = keyIds.map((id) => keptKey(data, id));

  const answer = async (incoming: IncomingMessage): Promise<Record<string, unknown>> => {
    const [, name = ""] = /^TrentService\.(\w+)$/.exec(String(incoming.headers["x-amz-target"])) ?? [];
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) throw new KmsError("UnknownOperationException", `${name} is not understood here`);
    return operation(keys, parse((await readBody(incoming)).toString()));
  };

  const service = await serve(async (incoming, outgoing) => {
    const reply = (status: number, body: Record<string, unknown>) => {
      const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() };
      send(outgoing, { status, headers, body: Buffer.from(JSON.stringify(body)) });
    };
    try {
      reply(200, await answer(incoming));
    } catch (error) {
      if (error instanceof KmsError) reply(400, { __type: error.type, message: error.message });
      else if (error instanceof TooLarge) reply(413, { __type: "SerializationException", message: "Too large" });
      else throw error;
    }
  });
  return { ...service, keyArns: keys.map(({ arn }) => arn) };
};

const parse = (text: string): object => {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null) return parsed;
  } catch {
    // Told below, as anything else that is no object.
  }
  throw new KmsError("SerializationException", "The request is no JSON object");
};
