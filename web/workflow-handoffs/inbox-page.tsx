import { Stack } from "@mantine/core";
import { useSearchParams } from "wouter";
import { isHuman } from "../../shared/workflow-handoffs/receiver.ts";
import { Empty } from "../shell/empty.tsx";
import { ListFilter, useFilter } from "../shell/list-filter.tsx";
import { usePerson } from "../shell/who.ts";
import { HandoffList } from "./handoff-list.tsx";
import { WorkflowHeading } from "./workflow-heading.tsx";

const EVERYBODY = "*";

/** What was handed to whoever is signed in: by name, to a role of theirs, to any human, or to whoever takes it first. */
export default function InboxPage() {
  const person = usePerson();
  const [search] = useSearchParams();
  const own = [
    `sub:${person.id}`,
    ...person.roles.map((role) => `role:${role}`),
    ...(isHuman(person) ? ["human"] : []),
    EVERYBODY,
  ];
  // Whoever was sent a link to another inbox sees that one.
  const narrowed = { name: "recipient", values: [...new Set([...own, ...search.getAll("recipient").filter(Boolean)])] };
  const recipient = useFilter(narrowed.name, narrowed.values);
  return (
    <Stack gap="md">
      <WorkflowHeading title="Workflow">
        <ListFilter
          {...narrowed}
          label="Recipient"
          every="For me, in any way"
          nameOf={(address) => (address === EVERYBODY ? "To everybody" : `To ${address.replace(/^(sub|role):/, "")}`)}
        />
      </WorkflowHeading>
      <HandoffList query={queryOf(recipient)} none={<Empty title="Nothing was handed over here">{NONE}</Empty>} />
    </Stack>
  );
}

const NONE = "A handoff comes here by your name, by a role of yours, or when it names nobody.";

const queryOf = (recipient: string | undefined) => {
  if (recipient === undefined) return { mine: "received" } as const;
  return recipient === EVERYBODY ? {} : { recipient };
};
