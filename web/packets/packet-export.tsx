import { send } from "../api/send.ts";
import { DownloadButton } from "../shell/download-button.tsx";
import { exportPackets } from "./routes.ts";

/** Every packet of a feature as one table for a spreadsheet. */
export const PacketExport = ({ featureId }: { featureId: string }) => (
  <DownloadButton
    label="Download CSV"
    name={`feature-${featureId}.csv`}
    type="text/csv"
    text={() => csvOf(featureId)}
    data-testid="button-download-packets"
  />
);

/** Its pages join to one file. */
const csvOf = async (featureId: string): Promise<string> => {
  const pages: string[] = [];
  let cursor: string | undefined;
  do {
    const { body, next } = await send(exportPackets, { params: { featureId }, query: { format: "csv", cursor } });
    pages.push(body);
    cursor = next;
  } while (cursor !== undefined);
  return pages.join("");
};
