import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { workplaces } from "../workplaces.ts";
import { queryClient } from "../api/hooks.ts";
import { Frame } from "./frame.tsx";
import { Look } from "./look.tsx";
import { Pages } from "./pages.tsx";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import { SignInPage } from "./sign-in-page.tsx";
import { SubjectPaths } from "./subject-link.tsx";
import { StartContext, useSession } from "./who.ts";
import type { Workplace } from "./workplace.ts";

export const App = ({ settings, session }: { settings: Settings; session: Session }) => {
  const [client] = useState(queryClient);
  return (
    <StartContext value={{ settings, session }}>
      <QueryClientProvider client={client}>
        <Look>
          <Inside />
        </Look>
      </QueryClientProvider>
    </StartContext>
  );
};

const subjectPaths = Object.assign({}, ...workplaces.map(({ subjects }) => subjects)) as NonNullable<
  Workplace["subjects"]
>;

/** Nothing of a tenant is shown before somebody is signed in, nor after. */
const Inside = () => {
  const { person } = useSession();
  return person ? (
    <SubjectPaths value={subjectPaths}>
      <Frame>
        <Pages />
      </Frame>
    </SubjectPaths>
  ) : (
    <SignInPage />
  );
};
