import { Burger, Container, Drawer, NavLink, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Link, matchRoute, useLocation, useRouter } from "wouter";
import { workplaces } from "../workplaces.ts";
import classes from "./frame.module.css";
import { Mark } from "./mark.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { useMay } from "./who.ts";
import type { Workplace } from "./workplace.ts";

/** Around every page: where one can go, who one is. */
export const Frame = ({ children }: { children: ReactNode }) => {
  const { may } = useMay();
  const open = workplaces.filter(({ pages: [first] }) => may(first.needs));
  return (
    <>
      <a className={classes.skip} href="#content">
        Skip to the content
      </a>
      <div className={classes.bar}>
        <Container size={1180} className={classes.row ?? ""}>
          <SmallNavigation open={open} />
          <Link href="/" className={classes.home} aria-label="Baton, to the start">
            <Mark />
          </Link>
          <nav aria-label="Workplaces" className={classes.places}>
            {open.map((workplace) => (
              <Place key={workplace.title} {...workplace} />
            ))}
          </nav>
          <PersonMenu />
        </Container>
      </div>
      <Container component="main" id="content" size={1180} py="xl" tabIndex={-1} style={{ outline: "none" }}>
        {children}
      </Container>
    </>
  );
};

const useIsHere = ({ pages }: Workplace): boolean => {
  const { parser } = useRouter();
  const [here] = useLocation();
  return pages.some(({ path }) => matchRoute(parser, path, here)[0]);
};

const Place = (workplace: Workplace) => {
  const isHere = useIsHere(workplace);
  return (
    <Link href={workplace.pages[0].path} className={classes.place} {...(isHere && { "aria-current": "page" })}>
      {workplace.title}
    </Link>
  );
};

/** On a narrow screen the workplaces are behind a button. */
const SmallNavigation = ({ open }: { open: readonly Workplace[] }) => {
  const [isOpen, { toggle, close }] = useDisclosure();
  return (
    <div className={classes.small}>
      <Burger opened={isOpen} onClick={toggle} size="sm" aria-label="Workplaces" aria-expanded={isOpen} />
      <Drawer
        opened={isOpen}
        onClose={close}
        title="Workplaces"
        size={280}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Stack gap={4} component="nav" aria-label="Workplaces">
          {open.map((workplace) => (
            <SmallPlace key={workplace.title} workplace={workplace} onGo={close} />
          ))}
        </Stack>
      </Drawer>
    </div>
  );
};

const SmallPlace = ({ workplace, onGo }: { workplace: Workplace; onGo: () => void }) => (
  <NavLink
    component={Link}
    href={workplace.pages[0].path}
    label={workplace.title}
    active={useIsHere(workplace)}
    variant="light"
    onClick={onGo}
  />
);
