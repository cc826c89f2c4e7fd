/**
 * What the console's page may load and ask: files of its own origin, and tokens of who signs people in. Scripts come from
 * files alone; Mantine writes its variables into style elements, so styles may stand in the page.
 */
export const securityPolicy = (signInOrigins: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src ${["'self'", ...signInOrigins].join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
