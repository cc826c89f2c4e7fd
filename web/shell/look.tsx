import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { readableGreys, theme } from "./theme.ts";

/** The look of every page. It follows the system until somebody switches it. */
export const Look = ({ children }: { children: ReactNode }) => (
  <MantineProvider theme={theme} cssVariablesResolver={readableGreys} defaultColorScheme="auto">
    {children}
  </MantineProvider>
);
