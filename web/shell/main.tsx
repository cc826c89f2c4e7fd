import "@mantine/core/styles.css";
import "./shell.css";
import { createRoot } from "react-dom/client";
import * as z from "zod/mini";
import { callAs } from "../api/send.ts";
import { App } from "./app.tsx";
import { CannotStart } from "./cannot-start.tsx";
import { openSession } from "./session.ts";
import { loadSettings } from "./settings.ts";

// The page's policy lets no text become code, which is how zod would compile its schemas.
z.config({ jitless: true });

const root = createRoot(document.getElementById("root") ?? document.body);
try {
  const settings = await loadSettings();
  const session = await openSession(settings);
  callAs({ token: session.token, onRefused: session.end });
  root.render(<App settings={settings} session={session} />);
} catch (error) {
  root.render(<CannotStart error={error} />);
}
