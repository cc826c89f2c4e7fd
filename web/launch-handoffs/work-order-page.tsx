import { Anchor } from "@mantine/core";
import { Link, useParams } from "wouter";
import { useRead } from "../api/hooks.ts";
import { Facts } from "../shell/facts.tsx";
import { Heading } from "../shell/heading.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { above } from "./launch-heading.tsx";
import { RecordState } from "./launch-state.tsx";
import { Created } from "./product-page.tsx";
import { ProjectLink } from "./project-link.tsx";
import { getBom, getProduct, getRouting, getWorkOrder } from "./routes.ts";

/** A trial that is planned: of what, how much, when, and which way through the factory. */
export default function WorkOrderPage() {
  const { workOrderId } = useParams<{ workOrderId: string }>();
  const reading = useRead(getWorkOrder, { params: { workOrderId } });
  const { product_id = "", bom_id = "", routing_id } = reading.data ?? {};
  const product = useRead(getProduct, { params: { productId: product_id } }, { enabled: product_id !== "" });
  const bom = useRead(getBom, { params: { bomId: bom_id } }, { enabled: bom_id !== "" });
  const routing = useRead(getRouting, { params: { routingId: routing_id ?? "" } }, { enabled: Boolean(routing_id) });
  const link = (href: string, name: string) => (
    <Anchor component={Link} href={href} size="sm">
      {name}
    </Anchor>
  );
  return (
    <RecordPage of="work order" above={above} reading={reading}>
      {(order) => (
        <>
          <Heading title={order.wo_number} above={above} />
          <Facts
            of={[
              ["Status", <RecordState key="status" status={order.status} />],
              ["WO Type", order.type],
              ["Product", link(`/technical/products/${order.product_id}`, product.data?.product_code ?? "Product")],
              ["BOM", link(`/technical/boms/${order.bom_id}`, bom.data?.bom_number ?? "BOM")],
              ["Quantity", `${order.quantity} ${order.uom}`],
              ["Scheduled Date", order.scheduled_date],
              ["Routing", routingName(routing_id, routing.data)],
              ["NPD Project Link", <ProjectLink key="project" id={order.npd_project_id} />],
              ["Created", <Created key="created" {...order} />],
            ]}
          />
        </>
      )}
    </RecordPage>
  );
}

const routingName = (id: string | null | undefined, routing: { code: string; name: string } | undefined): string => {
  if (!id) return "No routing assigned";
  return routing ? `${routing.code} - ${routing.name}` : id;
};
