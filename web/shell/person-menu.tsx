import { Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import classes from "./person-menu.module.css";
import { usePerson, useSession } from "./who.ts";

/** Who is signed in, for whom, as what; how the page looks; and the way out. */
export const PersonMenu = () => {
  const { name, tenantName, roles } = usePerson();
  const { signOut } = useSession();
  return (
    <Menu position="bottom-end" width={260} shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.person ?? ""} data-testid="button-person">
          <Text span size="sm" fw={600} truncate className={classes.tenant ?? ""}>
            {tenantName}
          </Text>
          <Text span size="sm" c="dimmed" truncate>
            {name}
          </Text>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who} data-testid="text-roles">
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Text size="sm">{tenantName}</Text>
          <Text size="sm" c="dimmed">
            {roles.length > 0 ? roles.join(", ") : "no role"}
          </Text>
        </div>
        <Menu.Divider />
        <SchemeItems />
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()} data-testid="button-sign-out">
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

const schemes = [
  ["auto", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;

const SchemeItems = () => {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return schemes.map(([scheme, label]) => (
    <Menu.Item
      key={scheme}
      role="menuitemradio"
      aria-checked={colorScheme === scheme}
      onClick={() => {
        setColorScheme(scheme);
      }}
      rightSection={colorScheme === scheme ? <span aria-hidden>✓</span> : null}
    >
      {label}
    </Menu.Item>
  ));
};
