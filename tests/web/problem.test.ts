import { describe, expect, test } from "vitest";
import { isNotFound, placeOf, problemIn } from "../../web/api/problem.ts";

describe("what the API says in place of an answer", () => {
  test("is taken over word by word from problem+json", () => {
    const problem = problemIn(
      409,
      {
        title: "A handoff is recorded for this run",
        detail: "A handoff was recorded at noon.",
        error_code: "HANDOFF_EXISTS",
        request_id: "r-1",
        errors: [{ pointer: "/note", detail: "Expected at most 280 characters" }],
      },
      "gateway-1",
    );
    expect(problem).toMatchObject({
      status: 409,
      code: "HANDOFF_EXISTS",
      message: "A handoff was recorded at noon.",
      requestId: "r-1",
      faults: [{ pointer: "/note" }],
      isPassing: false,
    });
  });

  test.each([
    [401, { message: "Unauthorized" }, "Sign in again.", false],
    [429, { message: "Too Many Requests" }, "Wait a moment and try again.", true],
    [503, undefined, "Wait a moment and try again.", true],
    [502, "<html>", "Try again in a moment.", true],
  ])("of the gateway's own %i says what to do", (status, body, detail, isPassing) => {
    const problem = problemIn(status, body, "gateway-1");
    expect(problem).toMatchObject({ message: detail, requestId: "gateway-1", isPassing });
  });

  test.each([
    [{ pointer: "/product_data/product_code" }, "product data, product code"],
    [{ pointer: "/items/0/product_id" }, "items, 1, product id"],
    [{ parameter: "from_date" }, "from date"],
    [{ pointer: "" }, ""],
  ])("tells the place of %j in words", (place, said) => {
    expect(placeOf({ ...place, detail: "" })).toBe(said);
  });

  test("is an absence only where it is a 404", () => {
    expect([404, 403, 500, 0].map((status) => isNotFound(problemIn(status, undefined, undefined)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
