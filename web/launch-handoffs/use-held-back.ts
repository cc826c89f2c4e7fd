import { useEffect, useState } from "react";

/**
 * Keeps the reader on the page while something must not be left alone: no link, no step back, no other address.
 * @returns whether they have tried to leave
 */
export const useHeldBack = (isHeld: boolean): boolean => {
  const [hasTried, setTried] = useState(false);
  useEffect(() => {
    if (!isHeld) return undefined;
    const holdBack = (event: Event) => {
      event.preventDefault();
      setTried(true);
    };
    addEventListener("beforeunload", holdBack);
    // An older browser has no navigation to hold back; there, leaving the site alone asks first.
    (globalThis as { navigation?: Navigation }).navigation?.addEventListener("navigate", holdBack);
    return () => {
      removeEventListener("beforeunload", holdBack);
      (globalThis as { navigation?: Navigation }).navigation?.removeEventListener("navigate", holdBack);
      setTried(false);
    };
  }, [isHeld]);
  return hasTried;
};
