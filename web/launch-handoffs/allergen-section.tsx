import { Text } from "@mantine/core";
import { useReadIfThere } from "../api/hooks.ts";
import { Facts } from "../shell/facts.tsx";
import { type EvidenceOf, EvidenceSection } from "./evidence-section.tsx";
import { getAllergens } from "./routes.ts";

/** What was declared of a formulation; it goes into its BOM. */
export const AllergenSection = ({ projectId }: EvidenceOf) => {
  const reading = useReadIfThere(getAllergens, { params: { projectId } });
  return (
    <EvidenceSection title="Allergens" reading={reading} testId="section-allergens">
      {(allergens) =>
        allergens === null ? (
          <Text size="sm">None declared. Your recipe system sends them; a handoff does without.</Text>
        ) : (
          <Facts
            of={[
              ["Formulation", String(allergens.formulation_id)],
              ["Contains", allergens.contains.join(", ") || "None declared"],
              ["May contain", allergens.may_contain.join(", ") || "None declared"],
            ]}
          />
        )
      }
    </EvidenceSection>
  );
};
