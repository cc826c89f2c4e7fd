/** One thing wrong with what was sent, and where: a JSON pointer into the body, or a parameter's name. */
export type Fault = { pointer?: string; parameter?: string; detail: string };

type Told = {
  title: string;
  detail: string;
  code: string;
  faults: readonly Fault[];
  /** All that was said, for what only some refusals say. */
  members?: Readonly<Record<string, unknown>>;
};

/** What the API said in place of an answer, or what kept it from answering. `status` is 0 if nothing came back. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly faults: readonly Fault[];
  readonly members: Readonly<Record<string, unknown>>;
  readonly requestId: string | undefined;

  constructor(status: number, { title, detail, code, faults, members = {} }: Told, requestId: string | undefined) {
    super(detail);
    this.name = "ApiProblem";
    this.status = status;
    this.title = title;
    this.code = code;
    this.faults = faults;
    this.members = members;
    this.requestId = requestId;
  }

  /** The same request may succeed a moment later; whether it was carried out is not known. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** What was asked for is wrong or not there: to ask again is answered the same. */
  get isOfAddress(): boolean {
    return this.status === 400 || this.status === 404;
  }
}

/** Where a fault is, in words: `product data, product code` for `/product_data/product_code`. */
export const placeOf = ({ pointer, parameter }: Fault): string =>
  (pointer ?? parameter ?? "")
    .split("/")
    .filter((part) => part !== "")
    .map((part) => (/^\d{1,6}$/.test(part) ? String(Number(part) + 1) : part.replaceAll("_", " ")))
    .join(", ");

export const isNotFound = (error: unknown): boolean => error instanceof ApiProblem && error.status === 404;

export const unreachable = (): ApiProblem =>
  new ApiProblem(
    0,
    {
      title: "The server cannot be reached",
      detail: "Check your connection and try again.",
      code: "UNREACHABLE",
      faults: [],
    },
    undefined,
  );

/** What the gateway says itself comes without any advice. */
const byGateway: Record<number, [title: string, detail: string]> = {
  401: ["You are signed out", "Sign in again."],
  404: ["There is no such route", "Reload the page: it may be older than the server."],
  429: ["Too many requests", "Wait a moment and try again."],
  503: ["The server is busy", "Wait a moment and try again."],
};

/** @param body problem+json (RFC 9457), or whatever else came back */
export const problemIn = (status: number, body: unknown, requestId: string | undefined): ApiProblem => {
  const told = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const [title, detail] = byGateway[status] ?? ["Something unexpected happened", "Try again in a moment."];
  return new ApiProblem(
    status,
    {
      title: typeof told.title === "string" ? told.title : title,
      detail: typeof told.detail === "string" ? told.detail : detail,
      code: typeof told.error_code === "string" ? told.error_code : `HTTP_${status}`,
      faults: Array.isArray(told.errors) ? (told.errors as Fault[]) : [],
      members: told,
    },
    typeof told.request_id === "string" ? told.request_id : requestId,
  );
};
