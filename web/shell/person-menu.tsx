import { type MantineColorScheme, Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import classes from "./person-menu.module.css";
import { useUtc } from "./utc.ts";
import { usePerson, useSession } from "./who.ts";

/** Who is signed in, for whom, as what; how the page looks, and by which clock; and the way out. */
export const PersonMenu = () => {
  const { name, tenantName, roles } = usePerson();
  const { signOut } = useSession();
  return (
    <Menu position="bottom-end" width={260} shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={classes.person ?? ""} data-testid="button-person">
          <Text span size="sm" fw={600} truncate>
            {name}
          </Text>
          <Text span size="xs" c="dimmed" truncate className={classes.standing ?? ""} data-testid="text-standing">
            {inShort(tenantName)} · {inWords(roles)}
          </Text>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who} data-testid="text-roles">
          <Text span size="sm" fw={600}>
            {name}
          </Text>
          <Text span size="sm" style={{ overflowWrap: "anywhere" }}>
            {tenantName}
          </Text>
          <Text span size="sm" c="dimmed">
            {inWords(roles)}
          </Text>
        </div>
        <Menu.Divider />
        <SchemeItems />
        <Menu.Divider />
        <ClockItems />
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()} data-testid="button-sign-out">
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

const inWords = (roles: readonly string[]): string => (roles.length > 0 ? roles.join(", ") : "no role");

/** A tenant without a name has its id, which is longer than there is room for. */
const inShort = (tenant: string): string => (UUID.test(tenant) ? `${tenant.slice(0, 8)}…` : tenant);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

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

const ClockItems = () => {
  const { inUtc, choose } = useUtc();
  return (
    <Menu.RadioGroup
      value={inUtc ? "utc" : "device"}
      onChange={(clock) => {
        choose(clock === "utc");
      }}
    >
      <Menu.RadioItem value="device">Times of this device</Menu.RadioItem>
      <Menu.RadioItem value="utc">Times in UTC</Menu.RadioItem>
    </Menu.RadioGroup>
  );
};
