import { Suspense } from "react";
import { Route, Switch } from "wouter";
import { workplaces } from "../workplaces.ts";
import { Broken } from "./broken.tsx";
import { HomePage } from "./home-page.tsx";
import { Loading } from "./loading.tsx";
import { NoSuchPage, NotForYou } from "./closed.tsx";
import { useMay } from "./who.ts";
import type { Page } from "./workplace.ts";

const pages = workplaces.flatMap((workplace) => workplace.pages.map((page) => ({ ...page, of: workplace.title })));

export const Pages = () => (
  <Broken>
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/" component={HomePage} />
        {pages.map((page) => (
          <Route key={page.path} path={page.path}>
            <Guarded {...page} />
          </Route>
        ))}
        <Route component={NoSuchPage} />
      </Switch>
    </Suspense>
  </Broken>
);

const Guarded = ({ needs, of, page: Shown }: Page & { of: string }) => {
  const { may, rolesFor } = useMay();
  return may(needs) ? <Shown /> : <NotForYou workplace={of} roles={rolesFor(needs)} />;
};
