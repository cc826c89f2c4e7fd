import { route } from "../api/route.ts";

export const listProjects =
  route<typeof import("../../functions/launch-handoffs/list-projects.ts")>("GET /api/npd/projects");
export const getProject = route<typeof import("../../functions/launch-handoffs/get-project.ts")>(
  "GET /api/npd/projects/{projectId}",
);
export const getGateChecklist = route<typeof import("../../functions/launch-handoffs/get-gate-checklist.ts")>(
  "GET /api/npd/projects/{projectId}/gate-checklist",
);
export const putGateChecklist = route<typeof import("../../functions/launch-handoffs/put-gate-checklist.ts")>(
  "PUT /api/npd/projects/{projectId}/gate-checklist",
);
export const listFormulations = route<typeof import("../../functions/launch-handoffs/list-formulations.ts")>(
  "GET /api/npd/projects/{projectId}/formulations",
);
export const getFormulation = route<typeof import("../../functions/launch-handoffs/get-formulation.ts")>(
  "GET /api/npd/projects/{projectId}/formulations/{formulationId}",
);
export const lockFormulation = route<typeof import("../../functions/launch-handoffs/lock-formulation.ts")>(
  "POST /api/npd/projects/{projectId}/formulations/{formulationId}/lock",
);
export const getCosting = route<typeof import("../../functions/launch-handoffs/get-costing.ts")>(
  "GET /api/npd/projects/{projectId}/costing",
);
export const putCosting = route<typeof import("../../functions/launch-handoffs/put-costing.ts")>(
  "PUT /api/npd/projects/{projectId}/costing",
);
export const getComplianceDocs = route<typeof import("../../functions/launch-handoffs/get-compliance-docs.ts")>(
  "GET /api/npd/projects/{projectId}/compliance-docs",
);
export const putComplianceDocs = route<typeof import("../../functions/launch-handoffs/put-compliance-docs.ts")>(
  "PUT /api/npd/projects/{projectId}/compliance-docs",
);
export const getAllergens = route<typeof import("../../functions/launch-handoffs/get-allergens.ts")>(
  "GET /api/npd/projects/{projectId}/allergens",
);
export const getHandoff = route<typeof import("../../functions/launch-handoffs/get-handoff.ts")>(
  "GET /api/npd/projects/{projectId}/handoff",
);
export const putHandoffDraft = route<typeof import("../../functions/launch-handoffs/put-handoff-draft.ts")>(
  "PUT /api/npd/projects/{projectId}/handoff",
);
export const executeHandoff = route<typeof import("../../functions/launch-handoffs/execute-handoff.ts")>(
  "POST /api/npd/projects/{projectId}/handoff/execute",
);
export const listHandoffEvents = route<typeof import("../../functions/launch-handoffs/list-handoff-events.ts")>(
  "GET /api/npd/projects/{projectId}/handoff/events",
);
export const exportHandoff = route<typeof import("../../functions/launch-handoffs/export-handoff.ts")>(
  "GET /api/npd/projects/{projectId}/handoff/export",
);
export const listNotifications =
  route<typeof import("../../functions/launch-handoffs/list-notifications.ts")>("GET /api/notifications");
export const searchProducts =
  route<typeof import("../../functions/launch-handoffs/search-products.ts")>("GET /api/products");
export const getProduct = route<typeof import("../../functions/launch-handoffs/get-product.ts")>(
  "GET /api/products/{productId}",
);
export const listProductBoms = route<typeof import("../../functions/launch-handoffs/list-product-boms.ts")>(
  "GET /api/products/{productId}/boms",
);
export const getBom = route<typeof import("../../functions/launch-handoffs/get-bom.ts")>("GET /api/boms/{bomId}");
export const getWorkOrder = route<typeof import("../../functions/launch-handoffs/get-work-order.ts")>(
  "GET /api/work-orders/{workOrderId}",
);
export const getRouting = route<typeof import("../../functions/launch-handoffs/get-routing.ts")>(
  "GET /api/routings/{routingId}",
);
export const listRoutings =
  route<typeof import("../../functions/launch-handoffs/list-routings.ts")>("GET /api/routings");
export const getSettings =
  route<typeof import("../../functions/launch-handoffs/get-settings.ts")>("GET /api/npd/settings");
export const putSettings =
  route<typeof import("../../functions/launch-handoffs/put-settings.ts")>("PUT /api/npd/settings");
