// GET /api/audit/tile/{path+}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { okContent } from "../../shared/kernel/answer.ts";
import { notFound } from "../../shared/kernel/problem.ts";
import { encodeBundle } from "../../shared/ledger/log/entry-bundle.ts";
import { entryBytes } from "../../shared/ledger/log/segment-repository.ts";
import { parseTilePath } from "../../shared/ledger/log/tile-path.ts";
import { TILE_WIDTH, tileHashes } from "../../shared/ledger/log/tile-repository.ts";

export const contract = {
  summary: "Read a tile or an entry bundle of your tenant's log (C2SP tlog-tiles)",
  roles: ["auditor", "owner", "admin"],
  params: z.strictObject({ path: z.string().check(z.maxLength(100)) }),
  answers: { 200: z.string() },
  produces: "application/octet-stream",
} as const;

/** What a tile says never changes; it is a tenant's own, so only its own caches may keep it. */
const FOR_GOOD = { "cache-control": "private, max-age=31536000, immutable" };

export const handler = endpoint(contract, async ({ params, actor }) => {
  const name = parseTilePath(params.path);
  if (!name) throw notFound();
  const { level, n, width } = name;
  const start = n * TILE_WIDTH;
  const parts =
    level === "entries"
      ? await entryBytes(actor.tenantId, start, start + width)
      : await tileHashes(actor.tenantId, level, n, width);
  if (parts.length < width) throw notFound();
  const data = level === "entries" ? encodeBundle(parts) : Buffer.concat(parts);
  return okContent({ type: "application/octet-stream", data }, FOR_GOOD);
});
