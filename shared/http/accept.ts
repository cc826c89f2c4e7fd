/**
 * Whether a caller would rather have the media type than JSON, as the header `Accept` says it (RFC 9110, 12.5.1). One that likes
 * both alike gets JSON, unless it names the type and not JSON.
 * @param type in lower case, such as `text/markdown`
 */
export const prefers = (accept: string | undefined, type: string): boolean => {
  const ranges = (accept ?? "").toLowerCase().split(",").map(rangeOf);
  const [wanted, json] = [weightOf(ranges, type), weightOf(ranges, JSON_TYPE)];
  return wanted > json || (wanted > 0 && wanted === json && isNamed(ranges, type) && !isNamed(ranges, JSON_TYPE));
};

const JSON_TYPE = "application/json";

type Range = { range: string; weight: number };

const rangeOf = (text: string): Range => {
  const [range = "", ...parameters] = text.split(";").map((part) => part.trim());
  const q = parameters.find((parameter) => parameter.startsWith("q="));
  const weight = q === undefined ? 1 : Number(q.slice(2));
  return { range, weight: weight >= 0 && weight <= 1 ? weight : 0 };
};

/** The most exact range that a type is in says how much it is liked. */
const weightOf = (ranges: readonly Range[], type: string): number => {
  const family = `${type.split("/", 1)[0] ?? ""}/*`;
  const exact = [type, family, "*/*"].map((range) => ranges.find((each) => each.range === range));
  return exact.find((range) => range !== undefined)?.weight ?? 0;
};

const isNamed = (ranges: readonly Range[], type: string): boolean => ranges.some(({ range }) => range === type);
