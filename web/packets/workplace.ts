import { lazy } from "react";
import type { Workplace } from "../shell/workplace.ts";

export const features: Workplace = {
  title: "Features",
  about: "Follow a feature from phase to phase: what was handed over, by whom, from what, and what it took.",
  pages: [
    { path: "/features", needs: "GET /api/features", page: lazy(() => import("./feature-list-page.tsx")) },
    { path: "/features/spent", needs: "GET /api/handoff-summary", page: lazy(() => import("./spent-page.tsx")) },
    {
      path: "/features/epics/:epicId",
      needs: "GET /api/epics/{epicId}/handoff-summary",
      page: lazy(() => import("./epic-page.tsx")),
    },
    {
      path: "/features/:featureId",
      needs: "GET /api/features/{featureId}",
      page: lazy(() => import("./feature-page.tsx")),
    },
  ],
  subjects: { feature: (id) => `/features/${id}` },
};
