import canonicalize from "canonicalize";

/** The one text of a JSON value (RFC 8785). Throws on what JSON cannot say: NaN, Infinity, a lone surrogate. */
export const canonicalText = (value: object): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("Not a JSON value");
  return text;
};
