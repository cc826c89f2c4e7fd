import { describe, expect, test } from "vitest";
import { router } from "../../local/gateway/routing.ts";

const find = router(
  [
    "GET /{proxy+}",
    "GET /pets/{id}",
    "ANY /pets/dog",
    "GET /pets/dog",
    "GET /pets/{id}/toys/{toy}",
    "GET /pets/{rest+}",
    "POST /pets/{id}",
  ].map((key) => ({ key })),
);
const keyOf = (method: string, path: string) => find(method, path)?.route.key;

describe("the routing table", () => {
  test.each([
    ["a literal wins over a parameter", "GET", "/pets/dog", "GET /pets/dog"],
    ["a method wins over ANY", "GET", "/pets/dog", "GET /pets/dog"],
    ["ANY takes what no method takes", "DELETE", "/pets/dog", "ANY /pets/dog"],
    ["a parameter wins over a greedy one", "GET", "/pets/cat", "GET /pets/{id}"],
    ["a longer path wins over a greedy one", "GET", "/pets/cat/toys/ball", "GET /pets/{id}/toys/{toy}"],
    ["the longer greedy prefix wins", "GET", "/pets/cat/nap", "GET /pets/{rest+}"],
    ["a greedy parameter takes the rest", "GET", "/a/b/c", "GET /{proxy+}"],
    ["a trailing slash is another path", "GET", "/pets/cat/toys/", "GET /pets/{rest+}"],
    ["HEAD is not GET", "HEAD", "/pets/cat", undefined],
    ["another method is not found", "PUT", "/pets/cat", undefined],
    ["a parameter is never empty", "POST", "/pets/", undefined],
  ])("%s", (_, method, path, key) => {
    expect(keyOf(method, path)).toBe(key);
  });

  test("gives the parameters of the path", () => {
    expect(find("GET", "/pets/cat/toys/ball")?.parameters).toEqual({ id: "cat", toy: "ball" });
    expect(find("GET", "/pets/a/b")?.parameters).toEqual({ rest: "a/b" });
  });

  test("$default takes what nothing else does", () => {
    expect(router([{ key: "$default" }, { key: "GET /a" }])("PUT", "/b")?.route.key).toBe("$default");
  });
});
