import { lazy } from "react";
import type { Workplace } from "../shell/workplace.ts";

export const runs: Workplace = {
  title: "Runs",
  about: "Lock what is known of a planned run, see what changed since, and record it for execution reference.",
  pages: [
    { path: "/runs", needs: "GET /api/n3/runs", page: lazy(() => import("./run-list-page.tsx")) },
    { path: "/runs/:runId", needs: "GET /api/n3/runs/{runId}/monitor", page: lazy(() => import("./run-page.tsx")) },
  ],
  subjects: { run: (id) => `/runs/${id}` },
};
