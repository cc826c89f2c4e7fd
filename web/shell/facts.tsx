import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./facts.module.css";

/** Names and what they stand for, in two columns where there is room. */
export const Facts = ({ of }: { of: readonly (readonly [name: string, value: ReactNode] | undefined)[] }) => (
  <dl className={classes.facts}>
    {of.map((fact) =>
      fact === undefined ? null : (
        <div key={fact[0]} className={classes.fact}>
          <Text component="dt" size="sm" c="dimmed">
            {fact[0]}
          </Text>
          <Text component="dd" size="sm" m={0} style={{ overflowWrap: "anywhere" }}>
            {fact[1]}
          </Text>
        </div>
      ),
    )}
  </dl>
);
