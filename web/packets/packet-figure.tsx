import { PacketStatus } from "../../shared/packets/phase-mark.ts";
import { Moment } from "../shell/moment.tsx";
import { counted, dollars, duration } from "./amounts.ts";
import { PacketState } from "./feature-state.tsx";

/** A value of JSON as a reader expects it: texts without their quotes. */
export const inText = (value: unknown): string => {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
};

const names: Record<string, string> = {
  agent_id: "Agent",
  duration_ms: "Time",
  cost_usd: "Cost",
  cost_tokens_in: "Tokens in",
  cost_tokens_out: "Tokens out",
  cost_tokens_cache_read: "Tokens read from the cache",
  cost_tokens_cache_write: "Tokens written to the cache",
};

/** The name of a figure or of a metric: `criteria_passed` is written "Criteria passed". */
export const figureName = (name: string): string => {
  const words = name.replaceAll("_", " ");
  return Object.hasOwn(names, name) ? (names[name] ?? name) : words.charAt(0).toUpperCase() + words.slice(1);
};

/** A figure of a packet by its wire name; anything else as it was written. */
export const Figure = ({ name, value }: { name: string; value: unknown }) => {
  if (value === undefined || value === null) return "–";
  const status = PacketStatus.safeParse(value).data;
  if (name === "status" && status) return <PacketState status={status} />;
  if (typeof value !== "number" && typeof value !== "string") return inText(value);
  if (name === "duration_ms") return duration(value);
  if (name === "cost_usd") return dollars(value);
  if (name.startsWith("cost_tokens_")) return counted(value);
  if (name === "started_at" || name === "completed_at") return <Moment at={String(value)} />;
  return inText(value);
};
