import { Button, Group, TextInput } from "@mantine/core";
import type { SubmitEvent } from "react";
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
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = wordsIn(event.currentTarget);
    const said = fields.map((field) => [field, words[field] ?? ""] as const);
    onChange(Object.fromEntries(said.filter(([, value]) => value !== "").map(asAsked)));
  };
  return (
    <form onSubmit={submit} className={classes.form} aria-label="Filter">
      <TextInput name="subject" label="Subject" placeholder="run:…" defaultValue={filter.subject} />
      <TextInput name="event" label="Event" placeholder="n3_run_demoted" defaultValue={filter.event} />
      <TextInput name="actor" label="By" placeholder="ingrid.holm" defaultValue={filter.actor} />
      <TextInput name="from" type="datetime-local" label="From" defaultValue={local(filter.from)} />
      <TextInput name="to" type="datetime-local" label="To" defaultValue={local(filter.to)} />
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

/** A moment is written in the reader's zone and asked for in UTC; the last minute of a window belongs to it as a whole. */
const asAsked = ([field, value]: readonly [field: keyof Filter, value: string]): readonly [string, string] => {
  if (field === "from") return [field, new Date(value).toISOString()];
  if (field === "to") return [field, new Date(new Date(value).getTime() + 59_999).toISOString()];
  return [field, value];
};

/** `2026-12-01T08:00`, as the field of a form writes it. */
const local = (moment: string | undefined): string => {
  const at = new Date(moment ?? "");
  if (Number.isNaN(at.getTime())) return "";
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
