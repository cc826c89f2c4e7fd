import { createContext, use, useSyncExternalStore } from "react";
import type { RouteKey } from "../api/route.ts";
import type { Person, Session } from "./session.ts";
import { rolesFor, type Settings } from "./settings.ts";

/** What the page was started with. */
export const StartContext = createContext<{ settings: Settings; session: Session } | undefined>(undefined);

const useStart = () => {
  const start = use(StartContext);
  if (!start) throw new Error("Render this below StartContext");
  return start;
};

export const useSession = () => {
  const { session } = useStart();
  const state = useSyncExternalStore(session.subscribe, session.state);
  return { ...state, signIn: session.signIn, signOut: session.signOut };
};

/** Whoever is signed in; pages are rendered for nobody else. */
export const usePerson = (): Person => {
  const { person } = useSession();
  if (!person) throw new Error("Nobody is signed in");
  return person;
};

/** Whether the person who is signed in may call a route, and who may: the roles of its contract. */
export const useMay = () => {
  const { settings } = useStart();
  const { roles } = usePerson();
  return {
    may: (route: RouteKey): boolean => rolesFor(settings, route).some((role) => roles.includes(role)),
    rolesFor: (route: RouteKey) => rolesFor(settings, route),
  };
};
