import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sumOfDecimals, sumOfWhole } from "../../shared/kernel/decimal.ts";
import { intoBody, parse } from "../../shared/http/parse.ts";
import { cut } from "../../shared/packets/cut.ts";
import type { FeatureRecord } from "../../shared/packets/feature-record.ts";
import { type Figures, sumOfFigures } from "../../shared/packets/figures.ts";
import type { Packet } from "../../shared/packets/packet.ts";
import { packetIdOf, placeOf } from "../../shared/packets/packet-id.ts";
import { PacketInput } from "../../shared/packets/packet-input.ts";
import { timesOf } from "../../shared/packets/packet-times.ts";
import { recordPacket } from "../../shared/packets/packet-record.ts";
import { phaseAt } from "../../shared/packets/phase.ts";
import { summaryOfFeature } from "../../shared/packets/summary.ts";
import type { Totals } from "../../shared/packets/totals.ts";

const tenantId = "acme";
const featureId = "bef9dd1c-a252-4b36-8488-403c6deac048";
const step = { by: { id: "hbx", tenantId, roles: ["orchestrator"] }, now: new Date("2026-02-24T03:00:00Z") };
const fresh: FeatureRecord = {
  rev: 1,
  phases: {},
  feature: {
    id: featureId,
    tenant_id: tenantId,
    title: "t",
    labels: [],
    status: "planning",
    created_at: "2026-02-24T00:00:00.000Z",
    updated_at: "2026-02-24T00:00:00.000Z",
  },
};

const aPhase = fc.integer({ min: 1, max: 8 }).map((order) => phaseAt(order) ?? "planning");
const aCost = fc
  .tuple(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([whole, millionths]) => `${whole}.${String(millionths).padStart(6, "0")}`);
const aPacket = fc.record({
  phase: aPhase,
  status: fc.constantFrom("completed", "in_progress", "rejected"),
  agent_id: fc.constantFrom("IN1", "IN2", "a#b", "é"),
  cost_usd: aCost,
  cost_tokens_in: fc.maxSafeNat(),
  duration_ms: fc.maxSafeNat(),
});

/** What a feature becomes by these packets, with the totals as the table would keep them. */
const afterAll = (inputs: object[]) => {
  const totals = new Map<string, Totals>();
  const packets: Packet[] = [];
  let record = fresh;
  for (const each of inputs) {
    const input = PacketInput.parse({ agent_name: "A", output_summary: "s", ...each });
    const bucket = `${input.phase} ${input.agent_id}`;
    const change = recordPacket({ ...record, totals: { rev: 0, totals: totals.get(bucket) } }, input, step);
    record = change.record;
    if (record.totals?.totals) totals.set(bucket, record.totals.totals);
    if (change.sealed) packets.push(change.sealed.packet);
  }
  return { record, packets, summary: summaryOfFeature(record, [...totals.values()]) };
};

const millionths = (cost: string) => BigInt(cost.replace(".", ""));

describe("whatever packets a feature gets", () => {
  test("its versions have no gap, and every link leads where the rule says", () => {
    fc.assert(
      fc.property(fc.array(aPacket, { maxLength: 40 }), (inputs) => {
        const { packets } = afterAll(inputs);
        for (const [at, each] of packets.entries()) {
          const before = packets.slice(0, at);
          const previous = before.filter(({ phase }) => phase === each.phase);
          expect(each.version).toBe(previous.length + 1);
          expect(each.previous_version_id).toBe(previous.at(-1)?.id ?? null);
          const source = before
            .filter(({ phase_order, status }) => phase_order < each.phase_order && status === "completed")
            .sort((a, b) => a.phase_order - b.phase_order || a.version - b.version)
            .at(-1);
          expect(each.input_source_packet_id).toBe(source?.id ?? null);
          expect(each.input_source_phase).toBe(source?.phase ?? null);
        }
      }),
    );
  });

  test("its totals are the exact sums, and each breakdown adds up to them", () => {
    fc.assert(
      fc.property(fc.array(aPacket, { maxLength: 40 }), (inputs) => {
        const { packets, summary } = afterAll(inputs);
        const { totals, rework, by_phase, by_agent, by_version } = summary;
        const costs = (of: Packet[]) => of.reduce((sum, { cost_usd }) => sum + millionths(String(cost_usd)), 0n);
        const asMillionths = (cost: string) =>
          millionths(
            `${cost}${cost.includes(".") ? "" : "."}`.replace(/\.(\d*)$/, (_, d: string) => `.${d.padEnd(6, "0")}`),
          );
        expect(asMillionths(totals.cost_usd)).toBe(costs(packets));
        expect(asMillionths(rework.cost_usd)).toBe(costs(packets.filter(({ version }) => version > 1)));
        expect(BigInt(totals.cost_tokens_in)).toBe(
          packets.reduce((sum, each) => sum + BigInt(each.cost_tokens_in ?? 0), 0n),
        );
        for (const parts of [by_phase, by_agent, by_version])
          expect(sumOfFigures((parts as { totals: Figures }[]).map((part) => part.totals))).toEqual(totals);
        expect(summary.progress.completed).toBe(summary.phases.filter(({ status }) => status === "completed").length);
        expect(summary.current_phase).toBe(packets.at(-1)?.phase ?? null);
        expect(summary.current_status).toBe(packets.at(-1)?.status ?? null);
      }),
    );
  });

  test("each version has its own figures up to the 99th, and the later ones are summed", () => {
    const inputs = Array.from({ length: 101 }, () => ({ phase: "planning", agent_id: "IN1", cost_usd: "0.1" }));
    const { by_version } = afterAll(inputs).summary;
    expect(by_version.map(({ version }) => version)).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
    expect(by_version.slice(-2)).toMatchObject([
      { version: 99, and_later: false, totals: { packets: 1, cost_usd: "0.1" } },
      { version: 100, and_later: true, totals: { packets: 2, cost_usd: "0.2" } },
    ]);
  });

  test("0.1 and 0.2 over 10,000 packets are 1500 to the last digit", () => {
    const costs = Array.from({ length: 10_000 }, (_, n) => (n % 2 ? 0.1 : 0.2));
    expect(sumOfDecimals(...costs)).toBe("1500");
    let one = "0";
    for (const cost of costs) one = sumOfDecimals(one, cost);
    expect(one).toBe("1500");
  });

  test("whole sums are numbers while a number can hold them, and digits from then on", () => {
    expect(sumOfWhole(Number.MAX_SAFE_INTEGER - 1, 1)).toBe(Number.MAX_SAFE_INTEGER);
    expect(sumOfWhole(Number.MAX_SAFE_INTEGER, 1)).toBe("9007199254740992");
    expect(sumOfWhole("9007199254740992", 1)).toBe("9007199254740993");
  });
});

describe("a packet whose request waited while others were recorded", () => {
  const sent = (more: object = {}) =>
    PacketInput.parse({ phase: "planning", agent_id: "IN1", agent_name: "A", output_summary: "s", ...more });
  const late = { ...step, now: new Date("2026-02-24T23:59:59.999Z") };
  const newer = { ...step, now: new Date("2026-02-25T00:00:00.000Z") };
  const { record } = recordPacket(fresh, sent({ status: "in_progress" }), newer);

  test("is recorded and completed no earlier than the newest, on the same day", () => {
    const { record: after, sealed } = recordPacket(record, sent(), late);
    const time = newer.now.toISOString();
    expect(sealed?.packet).toMatchObject({ created_at: time, updated_at: time, completed_at: time, duration_ms: 0 });
    expect(after.recorded_at).toBe(time);
  });

  test("never goes back in time, however the requests arrive", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 * 86_400_000 }), { maxLength: 20 }), (arrivals) => {
        let state = fresh;
        for (const arrival of arrivals) {
          const now = new Date(step.now.getTime() + arrival);
          const change = recordPacket(state, sent(), { ...step, now });
          const { created_at = "" } = change.sealed?.packet ?? {};
          expect(created_at >= (state.recorded_at ?? "") && created_at >= now.toISOString()).toBe(true);
          expect(change.record.recorded_at).toBe(created_at);
          state = change.record;
        }
      }),
    );
  });
});

describe("a packet that is off", () => {
  test.each([
    [{ agent_id: undefined }, "/agent_id: This is required: send a text."],
    [{ agent_id: " IN1" }, "/agent_id: Expected an id without blanks around it."],
    [{ agent_name: 5 }, "/agent_name: Expected a text."],
    [{ duration_ms: 1.5 }, "/duration_ms: Expected a whole number."],
    [{ duration_ms: -1 }, "/duration_ms: Expected at least 0."],
    [{ version: 0 }, "/version: Expected more than 0."],
    [{ cost_tokens_in: 2 ** 53 }, "/cost_tokens_in: Expected at most 9007199254740991."],
    [{ status: "done" }, '/status: Expected one of "completed", "in_progress", "rejected".'],
  ])("by %j is told so in a caller's words", (off, detail) => {
    const sent = { phase: "planning", agent_id: "IN1", agent_name: "A", output_summary: "s", ...off };
    expect(() => parse(PacketInput, sent, intoBody)).toThrow(detail);
  });
});

describe("a caller's clock that is ahead", () => {
  const after = (ms: number) => new Date(step.now.getTime() + ms).toISOString();
  const timesWith = (sent: object, open?: string) =>
    timesOf(
      PacketInput.parse({ phase: "done", agent_id: "A", agent_name: "A", output_summary: "s", ...sent }),
      open,
      step.now,
    );

  test.each(["started_at", "completed_at"])("may be five minutes ahead in %s, and not more", (name) => {
    const status = name === "started_at" ? "in_progress" : "completed";
    expect(timesWith({ status, [name]: after(300_000) })).toMatchObject({ [name]: after(300_000) });
    expect(() => timesWith({ status, [name]: after(300_001) })).toThrow(
      expect.objectContaining({ faults: [{ pointer: `/${name}`, detail: expect.stringContaining("has passed") }] }),
    );
  });

  test("makes work that ends now last no less than nothing", () => {
    const none = { started_at: after(1_000), completed_at: after(1_000), duration_ms: 0 };
    expect(timesWith({ started_at: after(1_000) })).toEqual(none);
    expect(timesWith({}, after(1_000))).toEqual(none);
    expect(timesWith({ status: "rejected" }, after(1_000))).toMatchObject({ completed_at: null, duration_ms: null });
  });
});

describe("the id of a packet", () => {
  const aPlace = fc.record({ order: fc.integer({ min: 1, max: 8 }), version: fc.integer({ min: 1, max: 999_999 }) });

  test("is a UUID that says its place, and in no other feature or tenant", () => {
    fc.assert(
      fc.property(aPlace, fc.uuid(), (place, other) => {
        const id = packetIdOf(tenantId, featureId, place);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(placeOf(tenantId, featureId, id)).toEqual(place);
        expect(placeOf(tenantId, other, id)).toBeUndefined();
        expect(placeOf("another", featureId, id)).toBeUndefined();
        expect(placeOf(tenantId, featureId, other)).toBeUndefined();
      }),
    );
  });
});

describe("a text that is cut", () => {
  const segmenter = new Intl.Segmenter("en");

  test("has at most that many code points, and ends with a whole character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.nat({ max: 40 }), (whole, most) => {
        const { text, length } = cut(whole, most);
        expect(length).toBe(Array.from(whole).length);
        const characters = [...segmenter.segment(whole)].map(({ segment }) => segment);
        const ends = characters.map((_, at) => characters.slice(0, at).join(""));
        const fitting = [...ends, whole].filter((start) => Array.from(start).length <= most);
        expect(text).toBe(fitting.at(-1));
      }),
    );
  });

  test.each([
    ["flags", "\u{1F1F3}\u{1F1F4}"],
    ["accents", "\u0323"],
    ["joiners", "\u{1F468}\u200D"],
    ["letters", "x"],
  ])("is cut soon, though it is a megabyte of %s", (_, unit) => {
    const start = performance.now();
    const { text } = cut(unit.repeat(1_000_000 / Buffer.byteLength(unit)), 10_000);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(Array.from(text).length).toBe(10_000);
  });
});
