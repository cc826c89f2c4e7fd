import { NativeSelect, Stack } from "@mantine/core";
import { useSearchParams } from "wouter";
import { isHuman } from "../../shared/workflow-handoffs/receiver.ts";
import { Empty } from "../shell/empty.tsx";
import { usePerson } from "../shell/who.ts";
import { HandoffList } from "./handoff-list.tsx";
import { WorkflowHeading } from "./workflow-heading.tsx";

const EVERYBODY = "*";

/** What was handed to whoever is signed in: by name, to a role of theirs, to any human, or to whoever takes it first. */
export default function InboxPage() {
  const person = usePerson();
  const [search, setSearch] = useSearchParams();
  const recipient = search.get("recipient") ?? "";
  const addresses = [
    { value: `sub:${person.id}`, label: `To ${person.id}` },
    ...person.roles.map((role) => ({ value: `role:${role}`, label: `To ${role}` })),
    ...(isHuman(person) ? [{ value: "human", label: "To human" }] : []),
  ];
  return (
    <Stack gap="md">
      <WorkflowHeading title="Workflow">
        <NativeSelect
          aria-label="Recipient"
          value={recipient}
          data={[{ value: "", label: "For me, in any way" }, ...addresses, { value: EVERYBODY, label: "To everybody" }]}
          onChange={({ currentTarget: { value } }) => {
            setSearch(value ? { recipient: value } : {});
          }}
        />
      </WorkflowHeading>
      <HandoffList query={queryOf(recipient)} none={<Empty title="Nothing was handed over here">{NONE}</Empty>} />
    </Stack>
  );
}

const NONE = "A handoff comes here by your name, by a role of yours, or when it names nobody.";

const queryOf = (recipient: string) => {
  if (recipient === "") return { mine: "received" } as const;
  return recipient === EVERYBODY ? {} : { recipient };
};
