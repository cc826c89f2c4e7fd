import { NativeSelect } from "@mantine/core";
import { useSearchParams } from "wouter";

/** What a list is narrowed to by the address; what it does not know narrows nothing. */
export const useFilter = <Value extends string>(name: string, values: readonly Value[]): Value | undefined => {
  const [search] = useSearchParams();
  return values.find((value) => value === search.get(name));
};

type ListFilterProps<Value extends string> = {
  /** In the address. */
  name: string;
  label: string;
  every: string;
  values: readonly Value[];
  nameOf: (value: Value) => string;
};

/** Narrows a list by what stands in the address, so that it can be linked to and gone back to. */
export const ListFilter = <Value extends string>({ name, label, every, values, nameOf }: ListFilterProps<Value>) => {
  const [, setSearch] = useSearchParams();
  return (
    <NativeSelect
      aria-label={label}
      value={useFilter(name, values) ?? ""}
      data={[{ value: "", label: every }, ...values.map((value) => ({ value, label: nameOf(value) }))]}
      onChange={({ currentTarget: { value } }) => {
        setSearch(value ? { [name]: value } : {});
      }}
    />
  );
};

type StatusFilterProps<Status extends string> = { of: readonly Status[]; nameOf: (status: Status) => string };

export const StatusFilter = <Status extends string>({ of, nameOf }: StatusFilterProps<Status>) => (
  <ListFilter name="status" label="Status" every="Every status" values={of} nameOf={nameOf} />
);
