import { type MantineColorScheme, Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import classes from "./person-menu.module.css";
import { usePerson, useSession } from "./who.ts";

/** Who is signed in, for whom, as what; how the page looks; and the way out. */
export const PersonMenu = () => {
  const { name, tenantName, roles } = usePerson();
  const { signOut } = useSession();
  return (
    <Menu position="bottom-end" width={260} shadow="md" withInitialFocusPlaceholder={false}>
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
          <Text span size="sm" fw={600}>
            {name}
          </Text>
          <Text span size="sm">
            {tenantName}
          </Text>
          <Text span size="sm" c="dimmed">
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
  return (
    <Menu.RadioGroup
      value={colorScheme}
      onChange={(scheme) => {
        setColorScheme(scheme as MantineColorScheme);
      }}
    >
      {schemes.map(([scheme, label]) => (
        <Menu.RadioItem key={scheme} value={scheme}>
          {label}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
};
