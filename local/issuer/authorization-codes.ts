import { createHash, randomBytes } from "node:crypto";
import type { Person } from "./person.ts";

/** What a code was given for; the exchange must show the same. */
export type Grant = {
  person: Person;
  clientId: string;
  redirectUri: string;
  challenge: string;
  scope: string;
  nonce: string | undefined;
};
export type Exchange = { code: string; clientId: string; redirectUri: string; verifier: string };

const codeLifetimeMilliseconds = 60_000;

/** Authorization codes with PKCE (RFC 7636, S256): each is good for one exchange within a minute, right or wrong. */
export const authorizationCodes = (now: () => number = Date.now) => {
  const granted = new Map<string, Grant & { expires: number }>();
  return {
    issue: (grant: Grant): string => {
      for (const [code, { expires }] of granted) if (expires < now()) granted.delete(code);
      const code = randomBytes(32).toString("base64url");
      granted.set(code, { ...grant, expires: now() + codeLifetimeMilliseconds });
      return code;
    },
    /** The grant of a code, or undefined if anything about the exchange is not as it was granted. */
    redeem: ({ code, clientId, redirectUri, verifier }: Exchange): Grant | undefined => {
      const grant = granted.get(code);
      granted.delete(code);
      const isAsGranted =
        grant !== undefined &&
        grant.expires >= now() &&
        grant.clientId === clientId &&
        grant.redirectUri === redirectUri &&
        grant.challenge === challengeOf(verifier);
      return isAsGranted ? grant : undefined;
    },
  };
};

export const challengeOf = (verifier: string) => createHash("sha256").update(verifier).digest("base64url");
