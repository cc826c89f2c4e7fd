import { randomUUID } from "node:crypto";
import express, { type Request } from "express";
import pg from "pg";

/** The five main operations as the documents sketch them: Express and PostgreSQL, one transaction each. No token, seal or proof. */
const pool = new pg.Pool({ host: process.env.PGHOST, user: "postgres", database: "postgres", max: 16 });
const app = express().use(express.json());
type Client = pg.PoolClient;

const transaction = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
};

const audit = (client: Client, event: string, subject: string) =>
  client.query("INSERT INTO audit (tenant_id, event, subject, actor) VALUES ('t', $1, $2, 'a')", [event, subject]);

const recordRun = ({ params: { id }, body }: Request) =>
  transaction(async (client) => {
    const { rows } = await client.query("SELECT * FROM runs WHERE id = $1 FOR UPDATE", [id]);
    const [run] = rows as { status: string; snapshot: object; evaluation: object }[];
    if (!run || !["draft", "scheduled"].includes(run.status)) throw new Error("refused");
    const handoff = randomUUID();
    const payload = { snapshot: run.snapshot, evaluation: run.evaluation };
    const sql = "INSERT INTO run_handoffs (id, run_id, created_by, note, payload) VALUES ($1, $2, 'a', $3, $4)";
    await client.query(sql, [handoff, id, (body as { note?: string }).note, payload]);
    await audit(client, "n3_run_execution_handoff_created", `run:${String(id)}`);
    return { success: true, handoff_id: handoff };
  });

const readRun = async ({ params: { id } }: Request) =>
  (await pool.query("SELECT * FROM run_handoffs WHERE run_id = $1", [id])).rows[0] as object;

type Launch = { code: string; items: { product_id: string; quantity: string; uom: string }[] };
const launch = ({ params: { id }, body }: Request) =>
  transaction(async (client) => {
    const [product, bom, order] = [randomUUID(), randomUUID(), randomUUID()];
    const { code, items } = body as Launch;
    const { rowCount } = await client.query(
      "UPDATE projects SET status = 'launched' WHERE id = $1 AND status = 'testing'",
      [id],
    );
    if (rowCount !== 1) throw new Error("refused");
    await client.query("INSERT INTO products VALUES ($1, 't', $2, 'Premium Burger')", [product, code]);
    await client.query("INSERT INTO boms VALUES ($1, $2, '1.0', '2027-01-01')", [bom, product]);
    for (const [line, item] of items.entries())
      await client.query("INSERT INTO bom_items VALUES ($1, $2, $3, $4, $5)", [
        bom,
        line,
        item.product_id,
        item.quantity,
        item.uom,
      ]);
    await client.query("INSERT INTO work_orders VALUES ($1, $2, $3, 100, '2027-01-08')", [order, id, bom]);
    await audit(client, "NPD.HandoffCompleted", `project:${String(id)}`);
    return { success: true, product_id: product };
  });

const handPacket = ({ params: { id }, body }: Request) =>
  transaction(async (client) => {
    await client.query("SELECT id FROM features WHERE id = $1 FOR UPDATE", [id]);
    const { phase } = body as { phase: string };
    const newest = "SELECT coalesce(max(version), 0) + 1 AS version FROM packets WHERE feature_id = $1 AND phase = $2";
    const [next] = (await client.query(newest, [id, phase])).rows as { version: number }[];
    const packet = randomUUID();
    await client.query("INSERT INTO packets VALUES ($1, $2, $3, $4, $5)", [packet, id, phase, next?.version, body]);
    await audit(client, "handoff_packet_created", `feature:${String(id)}`);
    return { success: true, id: packet, version: next?.version };
  });

const submitWorkflow = ({ body }: Request) =>
  transaction(async (client) => {
    const id = randomUUID();
    const { fields } = body as { fields: { canonical_state: string } };
    const sql = "INSERT INTO workflow_handoffs (id, tenant_id, state, fields) VALUES ($1, 't', $2, $3)";
    await client.query(sql, [id, fields.canonical_state, fields]);
    await audit(client, "workflow_handoff_submitted", `workflow:${id}`);
    return { id };
  });

app.post("/runs/:id/handoff", async (request, response) => void response.status(201).json(await recordRun(request)));
app.get("/runs/:id/handoff", async (request, response) => void response.json(await readRun(request)));
app.post("/projects/:id/launch", async (request, response) => void response.status(201).json(await launch(request)));
app.post(
  "/features/:id/packets",
  async (request, response) => void response.status(201).json(await handPacket(request)),
);
app.post(
  "/workflow-handoffs",
  async (request, response) => void response.status(201).json(await submitWorkflow(request)),
);

const server = app.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`ready http://127.0.0.1:${typeof address === "object" ? String(address?.port) : ""}`);
});
