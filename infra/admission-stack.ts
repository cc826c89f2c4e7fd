import { CfnOutput, Stack } from "aws-cdk-lib";
import {
  type HttpApi,
  HttpAuthorizer,
  HttpAuthorizerType,
  type IHttpRouteAuthorizer,
} from "aws-cdk-lib/aws-apigatewayv2";
import { ClientAttributes, OAuthScope, type UserPool, UserPoolClient } from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import { IdentityStack } from "./identity-stack.ts";
import type { OtherIssuer } from "./stages.ts";

/** Who signs people in, and the client that the console is to them. */
export type SignIn = { issuer: string; clientId: string };

/** @param returnTo where the people of our own pool may come back to */
type AdmissionPlan = { api: HttpApi; issuer: IdentityStack | OtherIssuer; returnTo: string[] };

/** Who is let in. It stands after the console, whose address the pool's client has to know. */
export class AdmissionStack extends Stack {
  readonly signIn: SignIn;
  readonly authorizer: IHttpRouteAuthorizer;

  constructor(scope: Construct, id: string, { api, issuer: given, returnTo }: AdmissionPlan) {
    super(scope, id);
    const tokens = given instanceof IdentityStack ? tokensOf(this, given.users, returnTo) : given;
    const { issuer, audience, clientId = audience[0] } = tokens;
    // Made here: an HttpJwtAuthorizer would be made by the first route that uses it, in that route's stack.
    const { authorizerId } = new HttpAuthorizer(this, "tokens", {
      httpApi: api,
      type: HttpAuthorizerType.JWT,
      identitySource: ["$request.header.Authorization"],
      jwtIssuer: issuer,
      jwtAudience: audience,
    });
    this.authorizer = HttpAuthorizer.fromHttpAuthorizerAttributes(this, "authorizer", {
      authorizerId,
      authorizerType: HttpAuthorizerType.JWT,
    });
    this.signIn = { issuer, clientId };
    new CfnOutput(this, "ClientId", { value: clientId });
  }
}

/** The console's client of the pool. A browser keeps no secret; it proves itself by PKCE. */
const tokensOf = (scope: Construct, users: UserPool, returnTo: string[]): OtherIssuer => {
  const { userPoolClientId } = new UserPoolClient(scope, "console", {
    userPool: users,
    generateSecret: false,
    preventUserExistenceErrors: true,
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
      callbackUrls: returnTo,
      logoutUrls: returnTo,
    },
    // Otherwise a signed-in user could write any attribute of their own.
    writeAttributes: new ClientAttributes().withStandardAttributes({ email: true }),
  });
  return { issuer: users.userPoolProviderUrl, audience: [userPoolClientId] };
};
