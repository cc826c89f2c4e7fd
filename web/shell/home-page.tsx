import { Anchor, SimpleGrid, Stack, Text } from "@mantine/core";
import { Link } from "wouter";
import { workplaces } from "../workplaces.ts";
import { Empty } from "./empty.tsx";
import { Heading } from "./heading.tsx";
import classes from "./home-page.module.css";
import { useMay, usePerson } from "./who.ts";

export const HomePage = () => {
  const { may } = useMay();
  const { name, tenantName, roles } = usePerson();
  const open = workplaces.filter(({ pages: [first] }) => may(first.needs));
  return (
    <Stack gap="lg">
      <Heading title={`Good to see you, ${name.split(" ")[0] ?? name}`} />
      <Text c="dimmed">
        {tenantName} · {roles.length > 0 ? roles.join(", ") : "no role"}
      </Text>
      {open.length === 0 ? (
        <Empty title="Your roles open no workplace yet">Ask your administrator which role your work needs.</Empty>
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
          {open.map(({ title, about, pages: [first] }) => (
            <div key={first.path} className={classes.card}>
              <Anchor component={Link} href={first.path} fw={600} className={classes.link ?? ""}>
                {title}
              </Anchor>
              <Text size="sm" c="dimmed" mt={4}>
                {about}
              </Text>
            </div>
          ))}
        </SimpleGrid>
      )}
    </Stack>
  );
};
