import { Anchor, Group, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "wouter";

/** Whether the reader has gone from one page to another; wouter tells of each step as the browser tells of going back. */
let hasMoved = false;
for (const step of ["pushState", "popstate"])
  addEventListener(step, () => {
    hasMoved = true;
  });

export type Above = { title: string; href: string };

/**
 * The title of a page, and of the window. A reader who cannot see that the page has changed is taken to it.
 * @param above the page that this one is part of
 * @param children what can be done with the whole page
 */
export const Heading = ({ title, above, children }: { title: string; above?: Above; children?: ReactNode }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Baton`;
  }, [title]);
  useEffect(() => {
    if (hasMoved) heading.current?.focus();
  }, []);
  return (
    <header>
      {above && (
        <Anchor component={Link} href={above.href} size="sm" mb={4} display="inline-block">
          {above.title}
        </Anchor>
      )}
      <Group justify="space-between" align="center" gap="sm" mih={36}>
        <Title order={1} ref={heading} tabIndex={-1}>
          {title}
        </Title>
        {children && <Group gap="xs">{children}</Group>}
      </Group>
    </header>
  );
};

type SectionProps = {
  title: string;
  note?: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
  testId?: string;
  /** That it answers what the reader did in something that is gone, with the focus: they are taken to its title. */
  isAnswer?: boolean;
};

/** A part of a page under its own heading. */
export const Section = ({ title, note, children, actions, testId, isAnswer = false }: SectionProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isAnswer) heading.current?.focus();
  }, [isAnswer]);
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, "-");
  return (
    <section
      aria-labelledby={id}
      data-testid={testId}
      style={{ border: "1px solid var(--baton-line)", borderRadius: "var(--mantine-radius-md)", padding: 20 }}
    >
      <Group justify="space-between" align="flex-start" gap="sm" mb="md">
        <div style={{ flex: "1 1 240px" }}>
          <Title order={2} id={id} ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {note && (
            <Text size="sm" c="dimmed" mt={2} component="div">
              {note}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </section>
  );
};
