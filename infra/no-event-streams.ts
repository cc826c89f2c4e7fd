/**
 * Takes the place of `@smithy/core/event-streams` in the bundles: no request that a Lambda makes streams events, and what reads
 * and writes them is 15 KB.
 */
export const EventStreamSerde = function leftOut(): never {
  throw new Error("Event streams are left out of the bundles: see infra/bundle.ts");
};
export const eventStreamSerdeProvider = EventStreamSerde;

/** What a client adds to its settings for them: nothing. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;
