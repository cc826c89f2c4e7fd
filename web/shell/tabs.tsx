import { Link, useLocation } from "wouter";
import classes from "./tabs.module.css";

/** Where not all of them fit, the one that is shown is scrolled to. */
const intoView = (tab: HTMLAnchorElement | null): void => {
  tab?.parentElement?.scrollTo({ left: tab.offsetLeft - tab.parentElement.offsetLeft - 40 });
};

/** Pages of one workplace that stand side by side. */
export const Tabs = ({ of, label }: { of: readonly { title: string; href: string }[]; label: string }) => {
  const [path] = useLocation();
  return (
    <nav className={classes.tabs} aria-label={label}>
      {of.map(({ title, href }) => (
        <Link
          key={href}
          href={href}
          className={classes.tab}
          {...(path === href && { "aria-current": "page", ref: intoView })}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
};
