import { Button, Checkbox, Group, NativeSelect, Stack } from "@mantine/core";
import { useState } from "react";
import type { Block } from "../../shared/workflow-handoffs/block.ts";
import type { Context } from "../../shared/workflow-handoffs/context.ts";
import { knownStates } from "../../shared/workflow-handoffs/state.ts";
import { useCommand } from "../api/hooks.ts";
import { Section } from "../shell/heading.tsx";
import { Refused } from "../shell/refused.tsx";
import { stateName } from "./handoff-state.tsx";
import { suggestHandoff } from "./routes.ts";

type BeginSectionProps = {
  context: Context;
  onContext: (context: Context) => void;
  onBlock: (block: Block) => void;
};

/** What a block is judged by besides itself, and the block that the contract prescribes for it. */
export const BeginSection = ({ context, onContext, onBlock }: BeginSectionProps) => {
  const [state, setState] = useState(knownStates[0] ?? "");
  const [gateResult, setGateResult] = useState<"passed" | "blocked">("passed");
  const suggest = useCommand(suggestHandoff, () => []);
  return (
    <Section
      title="Where the work stands"
      note="Take the block that the contract prescribes, and change what is yours."
    >
      <Stack gap="md">
        <Group gap="sm" align="flex-end">
          <NativeSelect
            label="State"
            value={state}
            data={knownStates.map((each) => ({ value: each, label: stateName(each) }))}
            onChange={({ currentTarget }) => {
              setState(currentTarget.value);
            }}
          />
          <NativeSelect
            label="Its gate"
            value={gateResult}
            data={[
              { value: "passed", label: "Passed" },
              { value: "blocked", label: "Blocked" },
            ]}
            onChange={({ currentTarget }) => {
              setGateResult(currentTarget.value as typeof gateResult);
            }}
          />
          <Button
            variant="default"
            loading={suggest.isPending}
            onClick={() => {
              suggest.mutate(
                { body: { state, gate_result: gateResult, context } },
                {
                  onSuccess: ({ fields }) => {
                    onBlock(fields);
                  },
                },
              );
            }}
            data-testid="button-suggest"
          >
            Suggest the block
          </Button>
        </Group>
        <Circumstances context={context} onChange={onContext} />
        {suggest.error && <Refused problem={suggest.error} />}
      </Stack>
    </Section>
  );
};

const circumstances = [
  ["autopilot_enabled", "Chunk Autopilot is enabled", true],
  ["daemon_available", "The trusted daemon is not available", false],
  ["human_review_required", "A human has to review", true],
  ["acceptance_verification_current", "The acceptance criteria are not verified", false],
] as const;

const Circumstances = ({ context, onChange }: { context: Context; onChange: (context: Context) => void }) => (
  <Group gap="md">
    {circumstances.map(([name, label, meant]) => (
      <Checkbox
        key={name}
        label={label}
        checked={context[name] === meant}
        onChange={({ currentTarget: { checked } }) => {
          const { [name]: _before, ...others } = context;
          onChange(checked ? { ...others, [name]: meant } : others);
        }}
      />
    ))}
  </Group>
);
