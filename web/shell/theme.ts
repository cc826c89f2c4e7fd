import { createTheme, type CSSVariablesResolver } from "@mantine/core";

/** One accent, the colour of deep water; everything else is grey. */
const tide = [
  "#eef6f8",
  "#d9eaef",
  "#b3d6e0",
  "#86bfcf",
  "#5da8bd",
  "#3c91a9",
  "#257b94",
  "#175f73",
  "#124e60",
  "#0b3b49",
] as const;

/** A dark that leans to the accent. */
const dark = [
  "#dfe3e8",
  "#b9c1cb",
  "#98a2b0",
  "#6b7684",
  "#434c58",
  "#343c46",
  "#262d36",
  "#181d23",
  "#12161b",
  "#0c0f13",
] as const;

const mono = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

export const theme = createTheme({
  primaryColor: "tide",
  primaryShade: { light: 7, dark: 6 },
  colors: { tide, dark },
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: mono,
  defaultRadius: "md",
  cursorType: "pointer",
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "1.3" },
      h2: { fontSize: "1.0625rem", lineHeight: "1.4" },
      h3: { fontSize: "0.9375rem", lineHeight: "1.4" },
    },
  },
});

/** Mantine's own greys for secondary text are too pale to read: WCAG 2.2 asks for 4.5 to 1. */
export const readableGreys: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#566070",
    "--mantine-color-placeholder": "#66707f",
    "--mantine-color-error": "#b3261e",
    "--baton-good": "#1f7a3f",
    "--baton-line": "#e3e7eb",
    "--baton-quiet": "#f6f8f9",
  },
  dark: {
    "--mantine-color-dimmed": "#98a2b0",
    "--mantine-color-placeholder": "#98a2b0",
    "--mantine-color-error": "#ff9a8f",
    "--baton-good": "#6fcf8e",
    "--baton-line": "#2f3741",
    "--baton-quiet": "#1e242b",
  },
});
