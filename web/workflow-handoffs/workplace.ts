import { lazy } from "react";
import type { Workplace } from "../shell/workplace.ts";

const list = "GET /api/workflow-handoffs";

export const workflow: Workplace = {
  title: "Workflow",
  about: "Receive work with all that its next step needs, hand it on by the contract's rules, and approve what waits.",
  pages: [
    { path: "/workflow", needs: list, page: lazy(() => import("./inbox-page.tsx")) },
    { path: "/workflow/approvals", needs: list, page: lazy(() => import("./approvals-page.tsx")) },
    { path: "/workflow/sent", needs: list, page: lazy(() => import("./sent-page.tsx")) },
    { path: "/workflow/new", needs: "POST /api/workflow-handoffs", page: lazy(() => import("./composer-page.tsx")) },
    {
      path: "/workflow/:workflowId",
      needs: "GET /api/workflow-handoffs/{handoffId}",
      page: lazy(() => import("./handoff-page.tsx")),
    },
  ],
  subjects: { workflow: (id) => `/workflow/${id}` },
};
