import { PublishCommand, type PublishCommandInput, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDataFolder } from "../../local/data-folder.ts";
import { clientSettings } from "../../local/engine/client-settings.ts";
import type { Service } from "../../local/gateway/http-server.ts";
import { topicFile } from "../../local/sns/publish.ts";
import { startSns } from "../../local/sns/sns.ts";

const TopicArn = "arn:aws:sns:us-east-1:000000000000:one";
const data = openDataFolder(":memory:");
let sns: Service;
let client: SNSClient;
beforeAll(async () => {
  sns = await startSns(data, [TopicArn]);
  client = new SNSClient({ ...clientSettings(sns.endpoint), maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await sns.stop();
});

const publish = (more: Partial<PublishCommandInput> = {}) =>
  client.send(new PublishCommand({ TopicArn, Message: "what happened", ...more }));

describe("a topic", () => {
  test("keeps what is published: a line each message, with its attributes", async () => {
    const MessageAttributes = {
      tenant: { DataType: "String", StringValue: "t & <u>" },
      role: { DataType: "String", StringValue: "r" },
    };
    const { MessageId } = await publish({ Subject: "News: 1", Message: "two\nlines, é", MessageAttributes });
    await publish();
    const lines = (data.read(topicFile(TopicArn)) ?? "").trim().split("\n");
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      MessageId,
      TopicArn,
      Subject: "News: 1",
      Message: "two\nlines, é",
      MessageAttributes: { tenant: { Type: "String", Value: "t & <u>" }, role: { Type: "String", Value: "r" } },
    });
  });

  test.each([
    ["another topic", { TopicArn: `${TopicArn}s` }, "NotFoundException"],
    ["an empty message", { Message: "" }, "InvalidParameterException"],
    ["a message over 256 KB", { Message: "m".repeat(262_145) }, "InvalidParameterException"],
    ["a subject of 100 characters", { Subject: "s".repeat(100) }, "InvalidParameterException"],
    ["a subject that is not ASCII", { Subject: "Grüße" }, "InvalidParameterException"],
  ])("refuses %s as SNS does", async (_, more, name) => {
    await expect(publish(more)).rejects.toMatchObject({ name });
  });

  test("understands nothing else", async () => {
    await expect(client.send(new SubscribeCommand({ TopicArn, Protocol: "email" }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });
});
