import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import type { Product } from "../../shared/launch-handoffs/product.ts";
import { useRead } from "../api/hooks.ts";
import { Refused } from "../shell/refused.tsx";
import { searchProducts } from "./routes.ts";

const PAUSE_MS = 150;

type ProductPickerProps = {
  value: string | null;
  /** The product that is chosen, which the search may not have found. */
  shown: Product | null;
  isReadOnly: boolean;
  onPick: (productId: string) => void;
};

const nameOf = ({ product_name, product_code }: Product): string => `${product_name} (${product_code})`;

/** Finds an active product by any part of its code or its name (AC-3). */
export const ProductPicker = ({ value, shown, isReadOnly, onPick }: ProductPickerProps) => {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, PAUSE_MS);
  // What stands in the field once a product is chosen is its name, and nothing to search for.
  const isChosen = shown !== null && search === nameOf(shown);
  const { data, error, isFetching, refetch } = useRead(
    searchProducts,
    { query: { search: isChosen ? "" : search.trim(), limit: "20" } },
    { placeholderData: keepPreviousData },
  );
  const found = data?.products ?? [];
  const all = shown && !found.some(({ id }) => id === shown.id) ? [shown, ...found] : found;
  return (
    <>
      <Select
        label="Product"
        placeholder="Search by code or name"
        searchable
        filter={({ options }) => options}
        data={all.map((product) => ({ value: product.id, label: nameOf(product) }))}
        value={value}
        onChange={(picked) => {
          if (picked !== null) onPick(picked);
        }}
        searchValue={typed}
        onSearchChange={setTyped}
        nothingFoundMessage={isFetching ? "Searching" : "No active product has this in its code or name"}
        readOnly={isReadOnly}
        allowDeselect={false}
        checkIconPosition="right"
      />
      {error && <Refused problem={error} retry={refetch} />}
    </>
  );
};
