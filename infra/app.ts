import { App } from "aws-cdk-lib";
import { baton } from "./baton.ts";
import { build } from "./build.ts";

const folder = ".build";
await build(folder);
baton(new App(), folder).synth();
