import { type User, UserManager, WebStorageStateStore } from "oidc-client-ts";
import type { Settings } from "./settings.ts";

/** Who is signed in, as their token says it. */
export type Person = {
  id: string;
  name: string;
  tenantId: string;
  tenantName: string;
  roles: readonly string[];
};

/** `notice` says why nobody is signed in any more, if there is something to say. */
export type SignedState = { person: Person | undefined; notice: string | undefined };

export type Session = {
  state: () => SignedState;
  subscribe: (listener: () => void) => () => void;
  token: () => string | undefined;
  /** Leads away, and back to `returnTo` once signed in. */
  signIn: (returnTo: string) => Promise<void>;
  signOut: () => Promise<void>;
  /** The token is not taken any more. */
  end: () => void;
};

const ENDED = "Your sign-in has ended. Sign in again, and you come back to this page.";

/** Finishes a sign-in that is under way, and goes on with one that was finished before. OIDC: code with PKCE. */
export const openSession = async ({ sign_in: { issuer, client_id } }: Settings): Promise<Session> => {
  const home = `${location.origin}/`;
  const manager = new UserManager({
    authority: issuer,
    client_id,
    redirect_uri: home,
    post_logout_redirect_uri: home,
    scope: "openid email profile",
    userStore: new WebStorageStateStore({ store: sessionStorage }),
  });
  const listeners = new Set<() => void>();
  let { user, notice } = await begin(manager);
  let state: SignedState = { person: user && personIn(user), notice };

  const become = (next: User | undefined, why?: string) => {
    [user, notice] = [next, why];
    state = { person: user && personIn(user), notice };
    for (const listener of listeners) listener();
  };
  const end = () => {
    if (!user) return;
    void manager.removeUser();
    become(undefined, ENDED);
  };
  manager.events.addUserLoaded((renewed) => {
    become(renewed);
  });
  manager.events.addAccessTokenExpired(end);

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    token: () => user?.access_token,
    signIn: (returnTo) => manager.signinRedirect({ state: { returnTo } }),
    signOut: async () => {
      try {
        // Cognito reads `logout_uri` where the standard says `post_logout_redirect_uri`.
        await manager.signoutRedirect({ extraQueryParams: { logout_uri: home } });
      } catch {
        await manager.removeUser();
        become(undefined, "You are signed out here.");
      }
    },
    end,
  };
};

type Begun = { user: User | undefined; notice: string | undefined };

const begin = async (manager: UserManager): Promise<Begun> => {
  const answer = new URLSearchParams(location.search);
  if (answer.has("state") && (answer.has("code") || answer.has("error"))) return finish(manager);
  const user = await manager.getUser();
  if (user && !user.expired) return { user, notice: undefined };
  return { user: undefined, notice: user ? ENDED : undefined };
};

const finish = async (manager: UserManager): Promise<Begun> => {
  try {
    const user = await manager.signinCallback();
    history.replaceState(null, "", returnTo(user?.state));
    return { user, notice: undefined };
  } catch (error) {
    history.replaceState(null, "", "/");
    return { user: undefined, notice: `The sign-in did not succeed: ${(error as Error).message}. Try again.` };
  }
};

/** Where the sign-in began; a path of this page and no other address. */
const returnTo = (state: unknown): string => {
  const { returnTo: path } = (state ?? {}) as { returnTo?: unknown };
  return typeof path === "string" && /^\/(?![/\\])/.test(path) ? path : "/";
};

const personIn = ({ profile }: User): Person => {
  const { sub, name, email, tenant_id, tenant_name, roles } = profile;
  const tenantId = typeof tenant_id === "string" ? tenant_id : "";
  return {
    id: sub,
    name: name ?? email ?? sub,
    tenantId,
    tenantName: typeof tenant_name === "string" ? tenant_name : tenantId,
    roles: Array.isArray(roles) ? roles.map(String) : [],
  };
};
