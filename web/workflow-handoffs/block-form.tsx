import { SimpleGrid, Textarea } from "@mantine/core";
import {
  type Block,
  type Field,
  fieldNames,
  isCommandField,
  labels,
  legacyFields,
} from "../../shared/workflow-handoffs/block.ts";
import type { Finding } from "../../shared/workflow-handoffs/finding.ts";
import { FieldFindings } from "./findings.tsx";

type BlockFormProps = { block: Block; onChange: (block: Block) => void; findings: readonly Finding[] };

const isOfOlderBlocks = (field: Field): boolean => (legacyFields as readonly Field[]).includes(field);

/** The fields of the standard block in the document's order, each with what the rules have against it. */
export const BlockForm = ({ block, onChange, findings }: BlockFormProps) => (
  <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" verticalSpacing="md">
    {fieldNames
      .filter((field) => !isOfOlderBlocks(field) || block[field] !== undefined)
      .map((field) => (
        <FieldInput
          key={field}
          field={field}
          value={block[field] ?? ""}
          findings={findings.filter((finding) => finding.field === field)}
          onChange={(value) => {
            onChange({ ...block, [field]: value });
          }}
        />
      ))}
  </SimpleGrid>
);

type FieldInputProps = {
  field: Field;
  value: string;
  findings: readonly Finding[];
  onChange: (value: string) => void;
};

const FieldInput = ({ field, value, findings, onChange }: FieldInputProps) => {
  const isBroken = findings.some(({ severity }) => severity === "blocker");
  const told = findings.length > 0 ? <FieldFindings of={findings} /> : undefined;
  return (
    <Textarea
      label={labels[field]}
      autosize
      minRows={1}
      maxRows={8}
      value={value}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value);
      }}
      // A warning is told at the same place, but makes nothing wrong.
      {...(isBroken ? { error: told } : { description: told })}
      inputWrapperOrder={["label", "input", "description", "error"]}
      errorProps={{ component: "div" }}
      descriptionProps={{ component: "div" }}
      {...(isCommandField(field) && { styles: mono })}
    />
  );
};

const mono = { input: { fontFamily: "var(--mantine-font-family-monospace)" } };
