import { lazy } from "react";
import type { Workplace } from "../shell/workplace.ts";

const sealed = lazy(() => import("./sealed-page.tsx"));

export const audit: Workplace = {
  title: "Audit",
  about: "Follow what happened to any record, prove it to others, and hold the records against the log.",
  pages: [
    { path: "/audit", needs: "GET /api/audit", page: lazy(() => import("./history-page.tsx")) },
    { path: "/audit/entries/:index", needs: "GET /api/audit/{index}", page: lazy(() => import("./entry-page.tsx")) },
    { path: "/audit/sealed", needs: "GET /api/ledger/{digest}", page: sealed },
    { path: "/audit/sealed/:digest", needs: "GET /api/ledger/{digest}", page: sealed },
    { path: "/audit/verify", needs: "GET /api/audit/key", page: lazy(() => import("./verify-page.tsx")) },
    {
      path: "/audit/reconciliation",
      needs: "GET /api/audit/reconcile",
      page: lazy(() => import("./reconciliation-page.tsx")),
    },
    {
      path: "/audit/checkpoint",
      needs: "GET /api/audit/checkpoint",
      page: lazy(() => import("./checkpoint-page.tsx")),
    },
  ],
};
