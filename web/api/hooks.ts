import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from "@tanstack/react-query";
import { useRef } from "react";
import { intents } from "./intents.ts";
import { ApiProblem, isNotFound } from "./problem.ts";
import { type Answer, type AnyAsked, type Asked, type Lambda, pathOf, queryOf, type Route } from "./route.ts";
import { type Reply, send } from "./send.ts";

const MOST_RETRIES = 2;
const retry = (failures: number, error: unknown): boolean =>
  error instanceof ApiProblem && error.isPassing && failures < MOST_RETRIES;
const retryDelay = (failures: number): number => 300 * 2 ** failures;

export const queryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { retry, retryDelay, staleTime: 5_000 },
      mutations: { retry, retryDelay },
    },
  });

/** What a reading is kept under: the path as the documents write it, then its query. */
const keyOf = (to: Route<Lambda>, asked: AnyAsked) => [pathOf(to, asked), queryOf(asked)];

/** `placeholderData: keepPreviousData` shows what was read before until the new is there. */
type Options = { enabled?: boolean; placeholderData?: typeof keepPreviousData };

/** Reads a route and keeps what it said. */
export const useRead = <L extends Lambda>(
  to: Route<L>,
  asked: Asked<L>,
  options: Options = {},
): UseQueryResult<Answer<L>, ApiProblem> =>
  useQuery<Reply<L>, ApiProblem, Answer<L>>({
    queryKey: keyOf(to, asked),
    queryFn: ({ signal }) => send(to, asked, { signal }),
    select: ({ body }) => body,
    ...options,
  });

/** Like `useRead`, with the ETag that a later write of the same record has to match. */
export const useReadTagged = <L extends Lambda>(
  to: Route<L>,
  asked: Asked<L>,
  options: Options = {},
): UseQueryResult<Reply<L>, ApiProblem> =>
  useQuery<Reply<L>, ApiProblem>({
    queryKey: keyOf(to, asked),
    queryFn: ({ signal }) => send(to, asked, { signal }),
    ...options,
  });

/** Like `useRead`, where a 404 is an answer: there is none yet. Every other refusal stays an error. */
export const useReadIfThere = <L extends Lambda>(
  to: Route<L>,
  asked: Asked<L>,
  options: Options = {},
): UseQueryResult<Answer<L> | null, ApiProblem> =>
  useQuery<Reply<L> | null, ApiProblem, Answer<L> | null>({
    queryKey: keyOf(to, asked),
    queryFn: async ({ signal }) => {
      try {
        return await send(to, asked, { signal });
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    select: (reply) => (reply === null ? null : reply.body),
    ...options,
  });

/** Asks a POST that changes nothing, anew for each other body; until it answers, what it said before stands. */
export const useAsk = <L extends Lambda>(
  to: Route<L>,
  asked: Asked<L>,
  options: Options = {},
): UseQueryResult<Answer<L>, ApiProblem> =>
  useQuery<Reply<L>, ApiProblem, Answer<L>>({
    queryKey: [...keyOf(to, asked), (asked as AnyAsked).body],
    queryFn: ({ signal }) => send(to, asked, { signal }),
    select: ({ body }) => body,
    placeholderData: keepPreviousData,
    ...options,
  });

/** Reads a list page by page. */
export const useList = <L extends Lambda>(
  to: Route<L>,
  asked: Asked<L>,
): UseInfiniteQueryResult<Answer<L>[], ApiProblem> =>
  useInfiniteQuery<Reply<L>, ApiProblem, Answer<L>[], unknown[], string | undefined>({
    queryKey: [...keyOf(to, asked), "pages"],
    queryFn: ({ pageParam: cursor, signal }) => {
      const { query } = asked as AnyAsked;
      return send(to, { ...asked, query: { ...(query as object), cursor } }, { signal });
    },
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.map(({ body }) => body),
  });

/** What is asked, and the ETag of what was read, if the write may change nothing else. */
export type Commanded<L extends Lambda> = Asked<L> & { ifMatch?: string };

/**
 * Does something by a POST, PUT or DELETE; a POST is done once however often it is sent.
 * @param changes the paths of what is read anew after it
 */
export const useCommand = <L extends Lambda>(
  to: Route<L>,
  changes: (asked: Asked<L>) => readonly string[],
): UseMutationResult<Answer<L>, ApiProblem, Commanded<L>> => {
  const client = useQueryClient();
  const keys = useRef(intents()).current;
  return useMutation<Answer<L>, ApiProblem, Commanded<L>>({
    mutationFn: async (asked) => {
      const { ifMatch } = asked;
      const once = to.key.startsWith("POST ") && { idempotencyKey: keys.keyOf(asked) };
      return (await send(to, asked, { ...once, ...(ifMatch && { ifMatch }) })).body;
    },
    onSettled: async (_, problem, asked) => {
      if (!problem?.isPassing) keys.settle();
      // After a refusal, too: it speaks of a state that this page has not seen yet.
      await Promise.all(changes(asked).map((path) => client.invalidateQueries({ queryKey: [path] })));
    },
  });
};
