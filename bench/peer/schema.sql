-- The plain way of the same five operations: a table for each thing, JSON where the documents say so, one audit table.
CREATE TABLE runs (id uuid PRIMARY KEY, tenant_id text NOT NULL, status text NOT NULL, snapshot jsonb NOT NULL, evaluation jsonb NOT NULL);
CREATE TABLE run_handoffs (id uuid PRIMARY KEY, run_id uuid NOT NULL UNIQUE REFERENCES runs, created_at timestamptz NOT NULL DEFAULT now(), created_by text NOT NULL, note text, payload jsonb NOT NULL);

CREATE TABLE projects (id uuid PRIMARY KEY, tenant_id text NOT NULL, status text NOT NULL);
CREATE TABLE products (id uuid PRIMARY KEY, tenant_id text NOT NULL, code text NOT NULL, name text NOT NULL, UNIQUE (tenant_id, code));
CREATE TABLE boms (id uuid PRIMARY KEY, product_id uuid NOT NULL REFERENCES products, version text NOT NULL, effective_from date NOT NULL);
CREATE TABLE bom_items (bom_id uuid NOT NULL REFERENCES boms, line int NOT NULL, product_id uuid NOT NULL, quantity numeric(15, 4) NOT NULL, uom text NOT NULL, PRIMARY KEY (bom_id, line));
CREATE TABLE work_orders (id uuid PRIMARY KEY, project_id uuid NOT NULL UNIQUE REFERENCES projects, bom_id uuid NOT NULL REFERENCES boms, quantity numeric NOT NULL, scheduled_date date NOT NULL);

CREATE TABLE features (id uuid PRIMARY KEY, tenant_id text NOT NULL, title text NOT NULL);
CREATE TABLE packets (id uuid PRIMARY KEY, feature_id uuid NOT NULL REFERENCES features, phase text NOT NULL, version int NOT NULL, body jsonb NOT NULL, UNIQUE (feature_id, phase, version));

CREATE TABLE workflow_handoffs (id uuid PRIMARY KEY, tenant_id text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), state text NOT NULL, fields jsonb NOT NULL);

CREATE TABLE audit (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), tenant_id text NOT NULL, event text NOT NULL, subject text NOT NULL, actor text NOT NULL);
