import { region } from "../template/intrinsics.ts";

/** How the SDK speaks to the engine at `endpoint`, which asks for a signature but not for whose it is. */
export const clientSettings = (endpoint: string) => ({
  endpoint,
  region,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});
