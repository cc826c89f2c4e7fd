/**
 * Known shapes of credentials. Each begins with what nothing else begins with and ends in a run that nothing has to follow, or
 * is bounded: a search never goes over the same text twice, so it takes time in proportion to the text.
 */
type Shape = readonly [kind: string, shape: RegExp];

/** Tokens: nothing that could be of one stands before them. */
const tokens: readonly Shape[] = [
  ["an AWS access key id", /(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])/],
  ["a GitLab token", /gl(?:pat|ptt|dt|rt|cbt)-[A-Za-z0-9_-]{20,}/],
  ["a Stripe key", /(?:[sr]k_(?:live|test)|whsec)_[A-Za-z0-9]{16,}/],
  ["a Google API key", /AIza[A-Za-z0-9_-]{30,}/],
  ["a Google OAuth token", /(?:ya29\.[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,})/],
  ["an API key of a language model", /sk-(?:[a-z]{2,12}[0-9]{0,2}-)?[A-Za-z0-9_-]{20,}/],
  ["an npm token", /npm_[A-Za-z0-9]{30,}/],
  ["a PyPI token", /pypi-[A-Za-z0-9_-]{30,}/],
  ["a SendGrid key", /SG\.[A-Za-z0-9_-]{16,40}\.[A-Za-z0-9_-]{16,}/],
  ["a Telegram bot token", /\d{8,10}:AA[A-Za-z0-9_-]{32,}/],
  ["a Hugging Face token", /hf_[A-Za-z0-9]{30,}/],
  ["a DigitalOcean token", /do[opr]_v1_[a-f0-9]{60,}/],
  ["a Shopify token", /shp(?:at|ca|pa|ss)_[a-fA-F0-9]{30,}/],
  ["a Vault token", /hv[sbr]\.[A-Za-z0-9_-]{20,}/],
  ["a Databricks token", /dapi[a-f0-9]{32}/],
  ["a Twilio key", /SK[0-9a-f]{32}(?![A-Za-z0-9])/],
  ["a Doppler token", /dp\.(?:st|pt|ct|sa|scim|audit)\.(?:[\w-]{2,35}\.)?[A-Za-z0-9]{30,}/],
  ["an Atlassian token", /ATATT3[A-Za-z0-9_=-]{50,}/],
  ["a Linear key", /lin_(?:api|oauth)_[A-Za-z0-9]{30,}/],
  ["a Grafana token", /gl(?:sa|c)_[A-Za-z0-9_+/=]{30,}/],
  ["a Square token", /sq0(?:csp|atp|idp)-[\w-]{20,}/],
  ["a Brevo key", /xkeysib-[a-f0-9]{60,}/],
  ["a 1Password token", /ops_eyJ[\w-]{40,}/],
  ["a Supabase token", /sbp_[a-f0-9]{40,}/],
];

export const secretShapes: readonly Shape[] = [
  ["a private key", /-----BEGIN [A-Z ]{0,40}PRIVATE KEY/],
  ["a GitHub token", /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})/],
  ["a Slack token", /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,}|(?<![A-Za-z0-9])xapp-\d-[A-Za-z0-9-]{10,}/],
  ["a Slack webhook", /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/]{20,}/],
  ["a JSON Web Token", /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,}/],
  ["a bearer token", /\bbearer[ \t]{1,4}(?=[A-Za-z._~+/-]{0,60}\d)[A-Za-z0-9._~+/-]{20,}/i],
  ["a password in an address", /:\/\/[^\s:@/]{0,100}:(?!<|\$|\*|\{|\d{1,5}(?:[/\s]|$))[^\s@]{1,200}@/],
  ["an age key", /AGE-SECRET-KEY-1[0-9A-Z]{30,}/i],
  ["a Discord webhook", /discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{10,30}\/[\w-]{20,}/i],
  ["a Teams webhook", /\.webhook\.office\.com\/webhookb2\/[\w@/-]{40,}/i],
  ["a signed address", /[?&]sig=[A-Za-z0-9%+/]{30,}/],
  ...tokens.map(([kind, { source, flags }]): Shape => [kind, new RegExp(`(?<![A-Za-z0-9])(?:${source})`, flags)]),
];
