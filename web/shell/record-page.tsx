import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import type { ApiProblem } from "../api/problem.ts";
import { isNotFound } from "../api/problem.ts";
import { Empty } from "./empty.tsx";
import { type Above, Heading } from "./heading.tsx";
import { Loading } from "./loading.tsx";
import { Refused } from "./refused.tsx";

const SEARCH = "Check the address, or find it in the list.";

type Reading<T> = { data: T | undefined; error: ApiProblem | null; refetch: () => unknown };

type RecordPageProps<T> = {
  /** What it is a page of: "product". */
  of: string;
  above: Above;
  reading: Reading<T>;
  /** What to do where there is none. */
  none?: string;
  children: (data: T) => ReactNode;
};

/** The page of one record: until it is there, if there is none, and as it is. */
export const RecordPage = <T,>({
  of,
  above,
  reading: { data, error, refetch },
  none = SEARCH,
  children,
}: RecordPageProps<T>) => {
  if (data !== undefined)
    return (
      <Stack gap="lg">
        {error && <Refused problem={error} retry={refetch} />}
        {children(data)}
      </Stack>
    );
  if (isNotFound(error))
    return (
      <Stack>
        <Heading title={`No such ${of}`} above={above} />
        <Empty title={`There is no such ${of} in your tenant`}>{none}</Empty>
      </Stack>
    );
  return (
    <Stack>
      <Heading title={`${of.charAt(0).toUpperCase()}${of.slice(1)}`} above={above} />
      {error ? <Refused problem={error} retry={refetch} /> : <Loading lines={10} />}
    </Stack>
  );
};
