import { Button, Group, TextInput } from "@mantine/core";
import type { SubmitEvent } from "react";
import { useUtc } from "../shell/utc.ts";
import { wordsIn } from "../shell/words-in.ts";
import classes from "./filter-form.module.css";

const fields = ["subject", "event", "actor", "from", "to"] as const;

/** What is looked for, as the API takes it: moments in UTC. */
export type Filter = Partial<Record<(typeof fields)[number], string>>;

export const filterIn = (search: URLSearchParams): Filter =>
  Object.fromEntries(fields.flatMap((field) => (search.get(field) ? [[field, search.get(field) ?? ""]] : [])));

type FilterFormProps = { filter: Filter; onChange: (filter: Record<string, string>) => void };

/** Which entries are wanted. The address carries it, so a search can be handed on. */
export const FilterForm = ({ filter, onChange }: FilterFormProps) => {
  const { inUtc } = useUtc();
  const zone = inUtc ? " (UTC)" : "";
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = wordsIn(event.currentTarget);
    const said = fields.map((field) => [field, words[field] ?? ""] as const);
    onChange(Object.fromEntries(said.filter(([, value]) => value !== "").map(asAsked(inUtc))));
  };
  return (
    <form key={zone} onSubmit={submit} className={classes.form} aria-label="Filter">
      <TextInput name="subject" label="Subject" placeholder="run:…" defaultValue={filter.subject} />
      <TextInput name="event" label="Event" placeholder="n3_run_demoted" defaultValue={filter.event} />
      <TextInput name="actor" label="By" placeholder="ingrid.holm" defaultValue={filter.actor} />
      <TextInput name="from" type="datetime-local" label={`From${zone}`} defaultValue={written(filter.from, inUtc)} />
      <TextInput name="to" type="datetime-local" label={`To${zone}`} defaultValue={written(filter.to, inUtc)} />
      <Group gap="xs" wrap="nowrap">
        <Button type="submit" variant="default">
          Filter
        </Button>
        {Object.keys(filter).length > 0 && (
          <Button
            variant="subtle"
            onClick={() => {
              onChange({});
            }}
          >
            Clear
          </Button>
        )}
      </Group>
    </form>
  );
};

/** A moment is written by the clock that shows it and asked for in UTC; the last minute of a window belongs to it as a whole. */
const asAsked =
  (inUtc: boolean) =>
  ([field, value]: readonly [field: keyof Filter, value: string]): readonly [string, string] => {
    const at = new Date(inUtc ? `${value}Z` : value).getTime();
    if (field === "from") return [field, new Date(at).toISOString()];
    if (field === "to") return [field, new Date(at + 59_999).toISOString()];
    return [field, value];
  };

/** `2026-12-01T08:00`, as the field of a form writes it. */
const written = (moment: string | undefined, inUtc: boolean): string => {
  const at = new Date(moment ?? "");
  if (Number.isNaN(at.getTime())) return "";
  const behind = inUtc ? 0 : at.getTimezoneOffset();
  return new Date(at.getTime() - behind * 60_000).toISOString().slice(0, 16);
};
