import { expect, test } from "vitest";
import { someone } from "../support/call.ts";
import { formulation, lines, project, projectOf } from "./given.ts";

const headers = { "idempotency-key": "a" };
/** A megabyte, in characters that take four bytes each. */
const body = { ...formulation, items: lines(1_500).map((line) => ({ ...line, notes: "\u{1F600}".repeat(100) })) };

test("a formulation longer than an item is answered again as it was, whatever has become of it", async () => {
  const it = projectOf(someone("npd_lead"));
  await it.put({ body: project });
  const first = await it.putFormulation({ body, headers });
  expect(first.status).toBe(201);
  await it.putFormulation({ body: formulation });
  const again = await it.putFormulation({ body, headers });
  expect(again).toEqual({ ...first, headers: { ...first.headers, "idempotency-replayed": "true" } });
  expect(await it.putFormulation({ body: formulation, headers })).toMatchObject({
    status: 422,
    body: { error_code: "IDEMPOTENCY_KEY_REUSED" },
  });
  expect((await it.getFormulation()).headers.etag).toBe('"2"');
});

test("so is its lock", async () => {
  const it = projectOf(someone("npd_lead"));
  await it.put({ body: project });
  await it.putFormulation({ body });
  const first = await it.lock({ body: {}, headers });
  expect(first).toMatchObject({ status: 200, body: { status: "locked" } });
  const again = await it.lock({ body: {}, headers });
  expect(again).toEqual({ ...first, headers: { ...first.headers, "idempotency-replayed": "true" } });
});
