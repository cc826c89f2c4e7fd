import { lazy } from "react";
import type { Workplace } from "../shell/workplace.ts";

export const builders: Workplace = {
  title: "Builders",
  about: "Follow what builders were asked for and what they built, hold it against the standard, and review it.",
  pages: [
    { path: "/builders", needs: "GET /api/builder-handoffs", page: lazy(() => import("./board-page.tsx")) },
    { path: "/builders/waves", needs: "GET /api/builder-waves", page: lazy(() => import("./wave-list-page.tsx")) },
    {
      path: "/builders/waves/new",
      needs: "PUT /api/builder-waves/{waveId}",
      page: lazy(() => import("./new-wave-page.tsx")),
    },
    {
      path: "/builders/waves/:waveId/plan",
      needs: "PUT /api/builder-waves/{waveId}",
      page: lazy(() => import("./plan-wave-page.tsx")),
    },
    {
      path: "/builders/waves/:waveId",
      needs: "GET /api/builder-waves/{waveId}",
      page: lazy(() => import("./wave-page.tsx")),
    },
    {
      path: "/builders/contracts",
      needs: "GET /api/builder-prompt-contracts",
      page: lazy(() => import("./contract-list-page.tsx")),
    },
    {
      path: "/builders/contracts/new",
      needs: "PUT /api/builder-prompt-contracts/{version}",
      page: lazy(() => import("./new-contract-page.tsx")),
    },
    {
      path: "/builders/contracts/:contractVersion",
      needs: "GET /api/builder-prompt-contracts/{version}",
      page: lazy(() => import("./contract-page.tsx")),
    },
    {
      path: "/builders/:builderHandoffId",
      needs: "GET /api/builder-handoffs/{handoffId}",
      page: lazy(() => import("./builder-handoff-page.tsx")),
    },
  ],
  subjects: { builder: (id) => `/builders/${id}`, wave: (id) => `/builders/waves/${id}` },
};
