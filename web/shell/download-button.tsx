import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ApiProblem } from "../api/problem.ts";
import { Refused } from "./refused.tsx";
import { saveAs } from "./save-as.ts";

type DownloadButtonProps = {
  label: string;
  /** The file's name and its media type. */
  name: string;
  type: string;
  /** @throws ApiProblem, which is told beside the button */
  text: () => Promise<string>;
  "data-testid": string;
};

/** Hands something of the API to the reader as a file. */
export const DownloadButton = ({ label, name, type, text, ...rest }: DownloadButtonProps) => {
  const download = useMutation<unknown, ApiProblem>({
    mutationFn: async () => {
      saveAs(name, type, await text());
    },
  });
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          download.mutate();
        }}
        loading={download.isPending}
        {...rest}
      >
        {label}
      </Button>
      {download.error && <Refused problem={download.error} />}
    </>
  );
};
