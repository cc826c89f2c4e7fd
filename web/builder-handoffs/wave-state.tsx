import type { Integration } from "../../shared/builder-handoffs/wave.ts";
import { State, type Tone } from "../shell/state.tsx";

export const WaveState = ({ state }: { state: "open" | "closed" }) => (
  <State tone={state === "closed" ? "good" : "current"} testId="text-wave-state">
    {state === "closed" ? "Closed" : "Open"}
  </State>
);

const integrations: Record<Integration["status"], readonly [Tone, string]> = {
  not_required: ["quiet", "Not required"],
  not_integrated: ["bad", "Not integrated"],
  integrated: ["good", "Integrated"],
};

/** Whether the parts of a wave are a working system. */
export const IntegrationState = ({ status }: Pick<Integration, "status">) => {
  const [tone, name] = integrations[status];
  return <State tone={tone}>{name}</State>;
};
