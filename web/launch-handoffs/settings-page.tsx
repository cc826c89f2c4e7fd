import { Button, Checkbox, Group, NativeSelect, NumberInput, Stack } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import type { Settings } from "../../shared/launch-handoffs/settings.ts";
import { useCommand, useList, useReadTagged } from "../api/hooks.ts";
import { pathOf } from "../api/route.ts";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";
import { State } from "../shell/state.tsx";
import { LaunchHeading } from "./launch-heading.tsx";
import { getSettings, listRoutings, putSettings } from "./routes.ts";

type Put = ReturnType<typeof useCommand<NonNullable<typeof putSettings.lambda>>>;

/** What a handoff of this tenant asks for. */
export default function SettingsPage() {
  const { data, error, refetch } = useReadTagged(getSettings, {});
  const put = useCommand(putSettings, () => [pathOf(getSettings, {})]);
  return (
    <Stack gap="md">
      <LaunchHeading title="Settings" />
      {!data && (error ? <Refused problem={error} retry={refetch} /> : <Loading lines={10} />)}
      {data && <SettingsForm key={data.etag} before={data.body} etag={data.etag} put={put} />}
    </Stack>
  );
}

const switches = [
  ["npd_only_mode", "Without production", "The wizard exports the handoff as a file instead of executing it."],
  [
    "require_costing_approval",
    "Finance approves the costing",
    "Without it a handoff is blocked; switched off, it is only warned of.",
  ],
  [
    "require_compliance_docs",
    "HACCP and label proof are uploaded",
    "Without them a handoff is blocked; switched off, it is only warned of.",
  ],
  ["enable_pilot_wo", "Pilot work orders", "The wizard offers a trial of what is handed over."],
] as const;

const percents = [
  ["cost_variance_warning_pct", "Warn where the cost is above its target by more than"],
  ["cost_variance_blocker_pct", "Block where the cost is above its target by more than"],
] as const;

type SettingsFormProps = { before: Settings; etag: string | undefined; put: Put };

/** It begins anew when the settings are others: what a colleague changed is seen before it is written over. */
const SettingsForm = ({ before, etag, put }: SettingsFormProps) => {
  const [settings, setSettings] = useState(before);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    put.mutate({ body: settings, ...(etag && { ifMatch: etag }) });
  };
  return (
    <form onSubmit={submit}>
      <Section title="How your tenant hands off" note="They hold for every project from its next check on.">
        <Stack gap="md" maw={640}>
          {switches.map(([name, label, description]) => (
            <Checkbox
              key={name}
              label={label}
              description={description}
              checked={settings[name]}
              onChange={({ currentTarget: { checked } }) => {
                setSettings({ ...settings, [name]: checked });
              }}
            />
          ))}
          <DefaultRouting
            value={settings.default_pilot_routing}
            onChange={(default_pilot_routing) => {
              setSettings({ ...settings, default_pilot_routing });
            }}
          />
          {percents.map(([name, label]) => (
            <NumberInput
              key={name}
              label={label}
              suffix="%"
              min={0}
              max={1000}
              value={settings[name]}
              onChange={(value) => {
                setSettings({ ...settings, [name]: Number(value) });
              }}
              styles={{ wrapper: { maxWidth: 200 } }}
            />
          ))}
          {put.error && <Refused problem={put.error} />}
          <Group gap="sm">
            <Button type="submit" loading={put.isPending} data-testid="button-save-settings">
              Save
            </Button>
            <span role="status">{put.isSuccess && <State tone="good">Saved</State>}</span>
          </Group>
        </Stack>
      </Section>
    </form>
  );
};

type DefaultRoutingProps = { value: string | null; onChange: (value: string | null) => void };

const DefaultRouting = ({ value, onChange }: DefaultRoutingProps) => {
  const { data } = useList(listRoutings, { query: { is_active: "true", limit: "100" } });
  const known = (data ?? []).flatMap((page) => page.routings);
  const isListed = value === null || known.some(({ id, code }) => value === id || value === code);
  return (
    <NativeSelect
      label="Routing of a pilot work order, unless another is chosen"
      value={known.find(({ id }) => id === value)?.code ?? value ?? ""}
      data={[
        { value: "", label: "None" },
        ...(isListed ? [] : [value]),
        ...known.map(({ code, name }) => ({ value: code, label: `${code} - ${name}` })),
      ]}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value || null);
      }}
    />
  );
};
