/**
 * Stands in for `@aws-sdk/endpoint-cache` in the bundles, 7 KB smaller in each: DynamoDB's client makes one for endpoint
 * discovery, which it does only where `AWS_ENABLE_ENDPOINT_DISCOVERY` says so, and nothing here does.
 */
export const EndpointCache = Object;
