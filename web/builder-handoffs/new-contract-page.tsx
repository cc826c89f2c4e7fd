import { Stack } from "@mantine/core";
import { useSearchParams } from "wouter";
import { useReadIfThere } from "../api/hooks.ts";
import { Heading } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";
import { aboveContracts } from "./builders-heading.tsx";
import { ContractForm } from "./contract-form.tsx";
import { getPromptContract } from "./routes.ts";

/** A new version of the prompt contract; the address says which one it begins with. */
export default function NewContractPage() {
  const [search] = useSearchParams();
  const version = search.get("from") ?? "";
  const { data, error, refetch } = useReadIfThere(
    getPromptContract,
    { params: { version } },
    { enabled: version !== "" },
  );
  const isThere = version === "" || data !== undefined;
  return (
    <Stack gap="lg">
      <Heading title="Publish a prompt contract" above={aboveContracts} />
      {!isThere && (error ? <Refused problem={error} retry={refetch} /> : <Loading lines={10} />)}
      {isThere && <ContractForm before={data ?? undefined} />}
    </Stack>
  );
}
