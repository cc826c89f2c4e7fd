import * as z from "zod/mini";
import { text } from "../kernel/field.ts";
import { HandoffState } from "./builder-handoff.ts";
import { HandoffId } from "./handoff-id.ts";

export const WaveId = z
  .string()
  .check(
    z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "Expected letters, digits, dots, hyphens and underscores, at most 64"),
  );

const MOST_MEMBERS = 50;

const Member = z.strictObject({
  handoff_id: HandoffId,
  /** Handoffs that are VALIDATED before the wave closes, of this wave or another. */
  depends_on: z._default(z.array(HandoffId).check(z.maxLength(MOST_MEMBERS)), []),
});
export type Member = z.infer<typeof Member>;

export const WaveInput = z.strictObject({
  title: z.nullish(text(200)),
  members: z.array(z.union([HandoffId, Member])).check(z.minLength(1), z.maxLength(MOST_MEMBERS)),
  /** The last wave of a build. */
  final: z._default(z.boolean(), false),
  /** Whether the packages together change the system: a new dispatch loop, a new tier. */
  system_change: z._default(z.boolean(), false),
  /** The integration handoff that makes the parts a working system. */
  integration: z.nullish(HandoffId),
});
export type WaveInput = z.infer<typeof WaveInput>;

/** A wave as its head keeps it. */
export const Wave = z.object({
  wave_id: WaveId,
  created_at: z.string(),
  title: z.nullable(z.string()),
  members: z.array(Member),
  final: z.boolean(),
  system_change: z.boolean(),
  integration: z.nullable(HandoffId),
  closed: z.nullable(z.object({ by: z.string(), at: z.string(), digest: z.string() })),
});
export type Wave = z.infer<typeof Wave>;

const WaveState = z.enum(["open", "closed"]);

/** A wave as a list shows it. */
export const ListedWave = z.object({
  wave_id: WaveId,
  state: WaveState,
  title: z.nullable(z.string()),
  handoffs: z.array(HandoffId),
  final: z.boolean(),
  created_at: z.string(),
});
export const listedAs = ({ wave_id, title, members, final, created_at, closed }: Wave): z.infer<typeof ListedWave> => ({
  ...{ wave_id, state: closed ? "closed" : "open", title },
  ...{ handoffs: members.map(({ handoff_id }) => handoff_id), final, created_at },
});

export const Integration = z.object({
  status: z.enum(["not_required", "not_integrated", "integrated"]),
  handoff_id: z.nullable(HandoffId),
  /** The four duties of an integration handoff, and whether its results show them. */
  duties: z.array(z.object({ duty: z.string(), says: z.string(), shown: z.boolean() })),
});
export type Integration = z.infer<typeof Integration>;

/** A wave as it is answered: its members as they are now. */
export const WaveView = z.object({
  wave_id: WaveId,
  state: WaveState,
  title: z.nullable(z.string()),
  members: z.array(z.extend(Member, { state: z.nullable(HandoffState), results_version: z.nullable(z.int()) })),
  final: z.boolean(),
  system_change: z.boolean(),
  integration: Integration,
  created_at: z.string(),
  closed: z.nullable(z.object({ by: z.string(), at: z.string(), digest: z.string() })),
});
