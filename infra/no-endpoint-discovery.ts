/**
 * Takes the place of `@aws-sdk/middleware-endpoint-discovery` in the bundles: DynamoDB is where its region says, and the cache
 * for endpoints that are asked for is 10 KB that never runs there.
 */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => false,
  configFileSelector: () => false,
  default: false,
};

export const resolveEndpointDiscoveryConfig = <Config extends object>(input: Config) =>
  Object.assign(input, {
    endpointDiscoveryEnabled: () => Promise.resolve(false),
    isClientEndpointDiscoveryEnabled: false,
  });
