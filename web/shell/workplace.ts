import type { ComponentType } from "react";
import type { RouteKey } from "../api/route.ts";

/** One page: its address, the route of the API that it lives by, and what is shown, loaded when it is first opened. */
export type Page = { path: string; needs: RouteKey; page: ComponentType };

/** What people of one kind of work use together. Its first page is where the navigation leads. */
export type Workplace = {
  title: string;
  /** One sentence on the first page of the console. */
  about: string;
  pages: readonly [Page, ...Page[]];
  /** The subjects of the log that it has a page for: `{ run: (id) => … }` for `run:<id>`. */
  subjects?: Readonly<Record<string, (id: string) => string>>;
};
