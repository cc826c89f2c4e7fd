import { lazy } from "react";
import type { Workplace } from "../shell/workplace.ts";

export const launches: Workplace = {
  title: "Launch",
  about: "Hand an approved recipe to production: product, BOM and pilot work order, in one step or not at all.",
  pages: [
    { path: "/npd/projects", needs: "GET /api/npd/projects", page: lazy(() => import("./project-list-page.tsx")) },
    {
      path: "/npd/projects/:projectId",
      needs: "GET /api/npd/projects/{projectId}",
      page: lazy(() => import("./project-page.tsx")),
    },
    {
      path: "/npd/projects/:projectId/handoff",
      needs: "GET /api/npd/projects/{projectId}/handoff",
      page: lazy(() => import("./handoff-page.tsx")),
    },
    {
      path: "/npd/notifications",
      needs: "GET /api/notifications",
      page: lazy(() => import("./notification-list-page.tsx")),
    },
    { path: "/npd/settings", needs: "PUT /api/npd/settings", page: lazy(() => import("./settings-page.tsx")) },
    {
      path: "/technical/products/:productId",
      needs: "GET /api/products/{productId}",
      page: lazy(() => import("./product-page.tsx")),
    },
    { path: "/technical/boms/:bomId", needs: "GET /api/boms/{bomId}", page: lazy(() => import("./bom-page.tsx")) },
    {
      path: "/production/work-orders/:workOrderId",
      needs: "GET /api/work-orders/{workOrderId}",
      page: lazy(() => import("./work-order-page.tsx")),
    },
  ],
  subjects: {
    project: (id) => `/npd/projects/${id}`,
    product: (id) => `/technical/products/${id}`,
    bom: (id) => `/technical/boms/${id}`,
    workorder: (id) => `/production/work-orders/${id}`,
  },
};
