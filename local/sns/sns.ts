import { randomUUID } from "node:crypto";
import type { DataFolder } from "../data-folder.ts";
import type { HttpAnswer } from "../gateway/answer.ts";
import { readBody, send, serve, TooLarge, type Service } from "../gateway/http-server.ts";
import { xml } from "../gateway/xml.ts";
import { publish, SnsError } from "./publish.ts";

/**
 * Starts what stands for SNS on this machine: it takes what is published to a topic of the templates and keeps it in the
 * data folder. Nobody is subscribed here.
 */
export const startSns = (data: DataFolder, topicArns: string[]): Promise<Service> =>
  serve(async (incoming, outgoing) => {
    try {
      const form = new URLSearchParams((await readBody(incoming)).toString());
      const Action = form.get("Action") ?? "";
      if (Action !== "Publish") throw new SnsError(400, "InvalidAction", `${Action} is not understood here`);
      const MessageId = publish(data, topicArns, form);
      const ResponseMetadata = { RequestId: randomUUID() };
      send(outgoing, answer(200, xml("PublishResponse", { PublishResult: { MessageId }, ResponseMetadata })));
    } catch (error) {
      const told = error instanceof TooLarge ? new SnsError(413, "RequestEntityTooLarge", "Too large") : error;
      if (!(told instanceof SnsError)) throw told;
      const content = { Error: { Type: "Sender", Code: told.code, Message: told.message }, RequestId: randomUUID() };
      send(outgoing, answer(told.status, xml("ErrorResponse", content)));
    }
  });

const answer = (status: number, body: Buffer): HttpAnswer => ({
  status,
  headers: { "content-type": "text/xml" },
  body,
});
