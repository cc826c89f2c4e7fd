import type { Workplace } from "../shell/workplace.ts";
import { lazy } from "react";
export const audit: Workplace = {
  title: "Audit",
  about: "…",
  pages: [{ path: "/audit", needs: "GET /api/audit", page: lazy(() => import("../run-handoffs/run-list-page.tsx")) }],
};
