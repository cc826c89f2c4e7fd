import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Resource = { Type: string; Properties?: Record<string, unknown> };
export type Stack = {
  name: string;
  resources: Record<string, Resource>;
  parameters: Record<string, { Default?: unknown }>;
  outputs: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
};
export type Assembly = {
  stacks: Stack[];
  /** The folder of each file asset by the object key that a template knows it by. */
  assets: Map<string, string>;
};

type Artifact = {
  type: string;
  properties?: { templateFile?: string; stackName?: string; directoryName?: string; file?: string };
};
type AssetManifest = {
  files?: Record<string, { source: { path?: string }; destinations: Record<string, { objectKey: string }> }>;
};

const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), "utf8"));

/** Reads a synthesised cloud assembly, the assemblies of its stages included. */
export const readAssembly = (folder: string): Assembly => {
  const assembly: Assembly = { stacks: [], assets: new Map() };
  collect(folder, assembly);
  return assembly;
};

const collect = (folder: string, into: Assembly): void => {
  const { artifacts = {} } = readJson(folder, "manifest.json") as { artifacts?: Record<string, Artifact> };
  for (const [id, { type, properties = {} }] of Object.entries(artifacts)) {
    if (type === "cdk:cloud-assembly") collect(join(folder, properties.directoryName ?? id), into);
    if (type === "cdk:asset-manifest" && properties.file) collectAssets(folder, properties.file, into.assets);
    if (type === "aws:cloudformation:stack" && properties.templateFile)
      into.stacks.push(readStack(properties.stackName ?? id, folder, properties.templateFile));
  }
};

const readStack = (name: string, folder: string, templateFile: string): Stack => {
  const {
    Resources = {},
    Parameters = {},
    Outputs = {},
  } = readJson(folder, templateFile) as {
    Resources?: Stack["resources"];
    Parameters?: Stack["parameters"];
    Outputs?: Stack["outputs"];
  };
  return { name, resources: Resources, parameters: Parameters, outputs: Outputs };
};

const collectAssets = (folder: string, file: string, assets: Assembly["assets"]): void => {
  const { files = {} } = readJson(folder, file) as AssetManifest;
  for (const { source, destinations } of Object.values(files)) {
    if (!source.path) continue;
    for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, join(folder, source.path));
  }
};
