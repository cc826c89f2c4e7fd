import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "wouter";
import type { ApiProblem } from "../api/problem.ts";
import { send } from "../api/send.ts";
import { Refused } from "../shell/refused.tsx";
import { saveAs } from "../shell/save-as.ts";
import { getProofBundle } from "./routes.ts";

/** Takes along all that proves a sealed handoff, or verifies it on the spot. */
export const BundleButtons = ({ digest }: { digest: string }) => {
  const download = useMutation<unknown, ApiProblem>({
    mutationFn: async () => {
      const { body } = await send(getProofBundle, { params: { digest } });
      saveAs(`${digest.slice(0, 16)}.proof.json`, "application/json", JSON.stringify(body));
    },
  });
  return (
    <>
      <Button component={Link} href={`/audit/verify?digest=${digest}`} variant="default">
        Verify here
      </Button>
      <Button
        onClick={() => {
          download.mutate();
        }}
        loading={download.isPending}
        data-testid="button-download-bundle"
      >
        Download proof
      </Button>
      {download.error && <Refused problem={download.error} />}
    </>
  );
};
