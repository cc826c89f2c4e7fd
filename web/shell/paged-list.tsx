import { Button, Group } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ApiProblem } from "../api/problem.ts";
import { Loading } from "./loading.tsx";
import { Refused } from "./refused.tsx";

type PagedListProps<Page, Item> = {
  list: UseInfiniteQueryResult<Page[], ApiProblem>;
  itemsOf: (page: Page) => readonly Item[];
  /** Stands where there are none. */
  none: ReactNode;
  more?: string;
  /** How many lines hold the place of what is loaded. */
  lines?: number;
  children: (items: Item[]) => ReactNode;
};

/** A list that is read page by page. A page may be empty, and others follow it: the API looks back step by step. */
export const PagedList = <Page, Item>({
  list: { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError },
  itemsOf,
  none,
  more = "Show more",
  lines = 8,
  children,
}: PagedListProps<Page, Item>) => {
  if (!data) return error ? <Refused problem={error} retry={refetch} /> : <Loading lines={lines} />;
  const items = data.flatMap(itemsOf);
  return (
    <>
      {items.length > 0 && children(items)}
      {items.length === 0 && !hasNextPage && none}
      {error && <Refused problem={error} retry={isFetchNextPageError ? fetchNextPage : refetch} />}
      {hasNextPage && (
        <Group justify="center">
          <Button variant="default" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            {items.length === 0 ? "Look further back" : more}
          </Button>
        </Group>
      )}
    </>
  );
};
