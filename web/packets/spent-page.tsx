import { Group, Stack, TextInput } from "@mantine/core";
import { useSearchParams } from "wouter";
import { useRead } from "../api/hooks.ts";
import { Empty } from "../shell/empty.tsx";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";
import { FeaturesHeading } from "./features-heading.tsx";
import { summariseTenant } from "./routes.ts";
import { SpentSection } from "./spent-section.tsx";

/** What all features of the tenant took between two days; the last 30 unless others are chosen. */
export default function SpentPage() {
  const [search, setSearch] = useSearchParams();
  const [from, to] = [search.get("from") ?? undefined, search.get("to") ?? undefined];
  const { data, error, refetch } = useRead(summariseTenant, { query: { from, to } });
  const choose = (side: "from" | "to") => (day: string) => {
    const chosen = { from: data?.from ?? from, to: data?.to ?? to, [side]: day };
    setSearch(Object.fromEntries(Object.entries(chosen).flatMap(([name, value]) => (value ? [[name, value]] : []))));
  };
  return (
    <Stack gap="md">
      <FeaturesHeading title="Time and cost" />
      <Group gap="sm">
        <DayInput label="From" day={data?.from ?? from} onChange={choose("from")} />
        <DayInput label="To" day={data?.to ?? to} onChange={choose("to")} />
      </Group>
      {error && <Refused problem={error} retry={refetch} />}
      {!data && !error && <Loading lines={8} />}
      {data?.features === 0 && <Empty title="No packet was recorded in these days">Widen the window of time.</Empty>}
      {data && data.features > 0 && <SpentSection title="What these days took" spent={data} />}
    </Stack>
  );
}

type DayInputProps = { label: string; day: string | null | undefined; onChange: (day: string) => void };

const DayInput = ({ label, day, onChange }: DayInputProps) => (
  <TextInput
    type="date"
    label={`${label} (UTC)`}
    value={day ?? ""}
    onChange={({ currentTarget: { value } }) => {
      if (value) onChange(value);
    }}
  />
);
