import { Anchor, Stack, Text } from "@mantine/core";
import { Link } from "wouter";
import { Heading } from "./heading.tsx";
import { usePerson } from "./who.ts";

export const NoSuchPage = () => (
  <Stack>
    <Heading title="There is no such page" />
    <Text>Check the address, or begin at the start.</Text>
    <Anchor component={Link} href="/">
      To the start
    </Anchor>
  </Stack>
);

/** @param roles those whom the page is for, as the API's own contract names them */
export const NotForYou = ({ workplace, roles }: { workplace: string; roles: readonly string[] }) => {
  const person = usePerson();
  return (
    <Stack data-testid="page-not-for-you">
      <Heading title={`${workplace}: not with your roles`} />
      <Text>
        This page is for people with {roles.length > 1 ? "one of the roles" : "the role"} {listed(roles)}. You are
        signed in as {person.name} with {standing(person.roles)}.
      </Text>
      <Text>Ask your administrator if you need it for your work.</Text>
      <Anchor component={Link} href="/">
        To the start
      </Anchor>
    </Stack>
  );
};

const standing = ([first, ...others]: readonly string[]): string => {
  if (first === undefined) return "no role";
  return others.length === 0 ? `the role ${first}` : `the roles ${[first, ...others].join(", ")}`;
};
const listed = (roles: readonly string[]): string => new Intl.ListFormat("en", { type: "disjunction" }).format(roles);
