import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { Wizard } from "../../shared/launch-handoffs/wizard.ts";
import type { ApiProblem } from "../api/problem.ts";
import type { Asked } from "../api/route.ts";
import { take } from "../api/send.ts";
import { Refused } from "../shell/refused.tsx";
import { saveAs } from "../shell/save-as.ts";
import { exportHandoff } from "./routes.ts";

const formats = [
  ["pdf", "Export PDF"],
  ["csv", "Export for Excel (CSV)"],
  ["json", "Export JSON"],
] as const;

type Query = NonNullable<Asked<NonNullable<typeof exportHandoff.lambda>>["query"]>;

/** Takes the package along: formulation, costing and compliance documents, for a factory that is run elsewhere (AC-10). */
export const ExportButtons = ({ project: { id, project_number } }: { project: Wizard["project"] }) => {
  const download = useMutation<unknown, ApiProblem, { format: string }>({
    mutationFn: async (query) => {
      const file = await take(exportHandoff, { params: { projectId: String(id) }, query: query as Query });
      saveAs(`handoff-${project_number}.${query.format}`, file.type, file);
    },
  });
  return (
    <Stack gap="sm" data-testid="export">
      <Text fw={600} size="sm">
        Export to PDF/Excel
      </Text>
      <Text size="sm">
        Your settings say NPD only: nothing is created in production. The package has the formulation, its costing and
        the compliance documents.
      </Text>
      {download.error && <Refused problem={download.error} />}
      <Group gap="sm">
        {formats.map(([format, label], at) => (
          <Button
            key={format}
            variant={at === 0 ? "filled" : "default"}
            loading={download.isPending && download.variables.format === format}
            onClick={() => {
              download.mutate({ format });
            }}
          >
            {label}
          </Button>
        ))}
      </Group>
    </Stack>
  );
};
