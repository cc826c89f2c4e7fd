import type { ReactNode } from "react";
import { Link } from "wouter";
import { colors, type Tone } from "./state.tsx";
import classes from "./timeline.module.css";

/** One thing that happened; `href` leads to more of it, and `isShown` says that this is what the page shows. */
export type TimelineEntry = { id: string; tone: Tone; href: string; isShown: boolean; content: ReactNode };

/** One thing after another, the oldest first. */
export const Timeline = ({ of, testId }: { of: readonly TimelineEntry[]; testId: string }) => (
  <ol className={classes.timeline} data-testid={testId}>
    {of.map(({ id, tone, href, isShown, content }) => (
      <li key={id} className={classes.entry}>
        <span className={classes.dot} style={{ background: colors[tone] }} data-tone={tone} aria-hidden />
        <Link href={href} className={classes.content} {...(isShown && { "aria-current": "true" })}>
          {content}
        </Link>
      </li>
    ))}
  </ol>
);
