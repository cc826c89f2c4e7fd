import type { Stack } from "./assembly.ts";

export const region = "us-east-1";
export const account = "000000000000";

const pseudoParameters: Record<string, string> = {
  "AWS::Region": region,
  "AWS::AccountId": account,
  "AWS::Partition": "aws",
  "AWS::URLSuffix": "amazonaws.com",
  "AWS::StackId": "local",
  "AWS::NotificationARNs": "",
};

/** What a resource is called here: `attribute` is `Ref` or the name that Fn::GetAtt asks for. */
export type AttributeOf = (stack: Stack, logicalId: string, attribute: string) => string | undefined;
export type Resolve = (stack: Stack, value: unknown) => unknown;

/**
 * A function that replaces the CloudFormation intrinsics in a value by what they stand for on this machine.
 * It throws on what it cannot resolve: a guess would surface much later, as a wrong name in a request.
 */
export const resolver = (stacks: Stack[], attributeOf: AttributeOf): Resolve => {
  const exports = new Map<string, { stack: Stack; value: unknown }>();

  const resolve = (stack: Stack, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((each) => resolve(stack, each)).filter((each) => each !== undefined);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    if (entries.length === 1 && name !== undefined && (name === "Ref" || name.startsWith("Fn::")))
      return call(stack, name, argument);
    return Object.fromEntries(
      entries.map(([key, each]) => [key, resolve(stack, each)]).filter(([, each]) => each !== undefined),
    );
  };

  const call = (stack: Stack, name: string, argument: unknown): unknown => {
    switch (name) {
      case "Ref":
        return reference(stack, String(argument));
      case "Fn::GetAtt":
        return attribute(stack, ...pathOf(argument));
      case "Fn::Join": {
        const [separator, parts] = argument as [string, unknown];
        return list(stack, parts).join(separator);
      }
      case "Fn::Split": {
        const [separator, text] = argument as [string, unknown];
        return String(resolve(stack, text)).split(separator);
      }
      case "Fn::Select": {
        const [index, values] = argument as [unknown, unknown];
        const selected = list(stack, values)[Number(resolve(stack, index))];
        if (selected === undefined) throw new Error(`Fn::Select of an index that is not there in stack ${stack.name}`);
        return selected;
      }
      case "Fn::Sub":
        return substitute(stack, argument);
      case "Fn::ImportValue":
        return imported(stack, String(resolve(stack, argument)));
      default:
        throw new Error(`${name} is not understood here (stack ${stack.name})`);
    }
  };

  const list = (stack: Stack, value: unknown) => resolve(stack, value) as unknown[];

  const reference = (stack: Stack, name: string): unknown => {
    if (name === "AWS::NoValue") return undefined;
    if (name === "AWS::StackName") return stack.name;
    const parameter = stack.parameters[name];
    if (parameter) return parameter.Default;
    return pseudoParameters[name] ?? attribute(stack, name, "Ref");
  };

  const attribute = (stack: Stack, logicalId: string, name: string): string => {
    const value = attributeOf(stack, logicalId, name);
    if (value === undefined) throw new Error(`${logicalId}.${name} has no value here (stack ${stack.name})`);
    return value;
  };

  const substitute = (stack: Stack, argument: unknown): string => {
    const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [
      string,
      Record<string, unknown>,
    ];
    return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in variables) return String(resolve(stack, variables[name]));
      return String(name.includes(".") ? attribute(stack, ...pathOf(name)) : reference(stack, name));
    });
  };

  const imported = (importer: Stack, name: string): unknown => {
    if (exports.size === 0) collectExports();
    const found = exports.get(name);
    if (!found) throw new Error(`No stack exports ${name}, which ${importer.name} imports`);
    return resolve(found.stack, found.value);
  };

  const collectExports = () => {
    for (const stack of stacks)
      for (const { Export, Value } of Object.values(stack.outputs))
        if (Export) exports.set(String(resolve(stack, Export.Name)), { stack, value: Value });
  };

  return resolve;
};

const pathOf = (argument: unknown): [logicalId: string, attribute: string] => {
  const [logicalId = "", ...rest] = typeof argument === "string" ? argument.split(".") : (argument as string[]);
  return [logicalId, rest.join(".")];
};
