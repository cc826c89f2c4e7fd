import { hash, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { isCloseAndCommit } from "../../shared/workflow-handoffs/close-commit.ts";
import { secretIn } from "../../shared/workflow-handoffs/secrets.ts";

/** Put together here, so that nobody who looks for secrets in this repository finds any. */
const of = (prefix: string, length: number) => prefix + "aB3dE5gH7jK9mN1pQ2sT4vW6yZ8".repeat(9).slice(0, length);
const jwt = [{ alg: "HS256" }, { sub: "1234567890" }].map((part) =>
  Buffer.from(JSON.stringify(part)).toString("base64url"),
);

describe("a secret is known by its shape", () => {
  test.each([
    ["AWS access key id", "AKIA" + "IOSFODNN7EXAMPLE"],
    ["AWS session key id", "ASIA" + "IOSFODNN7EXAMPLE"],
    ["AWS secret key", `aws_secret_access_key = ${of("", 40)}`],
    ["GitHub token", of("ghp_", 36)],
    ["GitHub app token", of("ghs_", 36)],
    ["GitHub fine-grained token", of("github_pat_", 60)],
    ["GitLab token", of("glpat-", 20)],
    ["Slack token", "xoxb-" + "1234567890-abcdefghijkl"],
    ["Slack webhook", "https://hooks.slack.com/services/" + "T00000000/B00000000/XXXXXXXXXXXX"],
    ["Stripe key", of("sk_live_", 24)],
    ["Stripe restricted key", of("rk_test_", 24)],
    ["Google API key", of("AIza", 35)],
    ["Google OAuth token", of("ya29.", 40)],
    ["OpenAI key", of("sk-", 48)],
    ["OpenAI project key", of("sk-proj-", 48)],
    ["Anthropic key", of("sk-ant-api03-", 60)],
    ["npm token", of("npm_", 36)],
    ["PyPI token", of("pypi-", 60)],
    ["SendGrid key", of("SG.", 22) + of(".", 43)],
    ["Telegram token", "123456789:" + of("AA", 33)],
    ["private key", "-----BEGIN RSA " + "PRIVATE KEY-----"],
    ["OpenSSH key", "-----BEGIN OPENSSH " + "PRIVATE KEY-----"],
    ["JSON Web Token", `${jwt.join(".")}.c2lnbmF0dXJl`],
    ["bearer token", `Authorization: Bearer ${of("", 32)}`],
    ["password", "password=hunter2"],
    ["password after a colon", "password: hunter2"],
    ["quoted password", 'PASSWORD="correct horse"'],
    ["quoted password of words", 'password: "correct horse battery staple"'],
    ["password in JSON", '{"password": "correct horse"}'],
    ["pwd", "pwd=hunter2"],
    ["passcode after its name", "DB_PWD: hunter2"],
    ["option", "login --password hunter2"],
    ["quoted option", 'login --password "correct horse"'],
    ["basic header", `Authorization: Basic ${btoa("app:hunter2")}`],
    ["basic header of curl", `-H 'authorization: basic ${btoa("a:b")}'`],
    ["basic credentials", `Basic ${btoa("operator:correct horse")}`],
    ["account key", `DefaultEndpointsProtocol=https;AccountKey=${of("", 86)}==`],
    ["shared access key", `SharedAccessKey=${of("", 43)}=`],
    ["age key", "AGE-SECRET-KEY-" + of("1", 58).toUpperCase()],
    ["Vault token", of("hvs.", 24)],
    ["Databricks token", "dapi" + "0123456789abcdef".repeat(2)],
    ["token split by what has no width", `ghp_\u200b${of("", 36)}`],
    ["password split by what has no width", "pass\u200bword=hunter2"],
    ["address with a password that has an at sign", "https://app:p@ss@db.example"],
    ["address with a short password", "redis://:x1@cache"],
    ["address with a password that has a slash", "postgres://app:a/b1@db/app"],
    ["database address", "postgres://app:hunter2@db/app"],
    ["apiKey", `apiKey: ${of("", 20)}`],
    ["environment variable", `SERVICE_TOKEN=${of("", 20)}`],
    ["password as code", "password: `hunter2`"],
    ["password that is code after its name", "`password`=`hunter2`"],
    ["password in wide letters", "\uff50assword\uff1dhunter2"],
    ["password in words", "The password is `hunter2`."],
    ["one line of .env that names a password", "DB_PASS=hunter2"],
    ["one line of .env that names a key", "export STRIPE_KEY='abc123'"],
    ["credentials of curl", "curl -u app:hunter2 https://x.example"],
    ["credentials of curl after other options", "curl -sS --user 'app:hunter2' https://x.example"],
    ["credentials of curl without a blank", "curl -uapp:hunter2 https://x.example"],
    ["password of sshpass", "sshpass -p hunter2 ssh db.internal"],
    ["password of mysql", "mysql -u root -phunter2"],
    ["Twilio key", "SK" + "0123456789abcdef".repeat(2)],
    ["Discord webhook", `https://discord.com/api/webhooks/123456789012345678/${of("", 68)}`],
    ["Discord webhook of a version", `https://discordapp.com/api/v10/webhooks/123456789012345678/${of("", 68)}`],
    ["Doppler token", of("dp.st.dev.", 43)],
    ["Doppler token without a stage", of("dp.pt.", 43)],
    ["Atlassian token", of("ATATT3", 60)],
    ["Linear key", of("lin_api_", 40)],
    ["Grafana token", of("glsa_", 32) + "_0a1b2c3d"],
    ["Square secret", of("sq0csp-", 43)],
    ["signed address", `https://x.blob.example/a?sv=1&sig=${of("", 44)}`],
    ["a port and a host of .env", "DB_HOST=db DB_PORT=5432"],
    ["two lines of .env", "DB_HOST=db.internal\nDB_NAME=app"],
  ])("%s", (_, text) => {
    expect(secretIn(text)).toEqual(expect.any(String));
    expect(secretIn(`before ${text} after`)).toEqual(expect.any(String));
    expect(secretIn(`(${text})`)).toEqual(expect.any(String));
  });

  test("and is not repeated", () => {
    expect(secretIn("password=hunter2")).not.toContain("hunter2");
  });
});

describe("no secret is", () => {
  test.each([
    ["a SHA-256", hash("sha256", "a")],
    ["a SHA-256 with its name", `sha256:${hash("sha256", "a")}`],
    ["a commit id", hash("sha1", "a")],
    ["a UUID", randomUUID()],
    ["the digest of a token", `token: ${hash("sha256", "a")}`],
    ["a placeholder", "password=<password> and --token $TOKEN and API_KEY=***"],
    ["prose about secrets", "The token: rotate it. No password needed; the secret is kept in the vault."],
    ["a number of tokens", "max_token=4000"],
    ["a number of tokens with its unit", "max_token: 4k, token: 12,000"],
    ["a working folder", "PWD=/srv/app"],
    ["the ids of a build", `COMMIT=${hash("sha1", "a")} DIGEST=${hash("sha256", "a")} RUN=${randomUUID()}`],
    ["prose about basic things", "Basic authentication of the operator: basic requirementsdocument12 is checked."],
    ["an issue of a token", "token: #123"],
    ["an address with a port and a mail", "http://localhost:3000/a@b and https://example.com:443/@scope/x"],
    ["the digests of a build", `SKU=${hash("sha256", "a").slice(0, 32)} and digest=${hash("sha256", "a")}`],
    ["a count of tests", "PASS=13 FAIL=0, pass: 10/10, Result: pass"],
    ["a key that sorts", "SORT_KEY=created_at"],
    ["user ids of a container", "-u 1000:1000 and sort -u a:b"],
    ["a placeholder of curl", "curl -u <user>:<password> https://x.example"],
    ["how a password is kept", "The password is sha256-hashed and the password is required."],
    ["one variable before a command", "CI=1 ai/commands/workflow-summary.sh"],
    ["an address", "https://example.com:8080/a@b"],
    ["words with a known prefix within", "risk-assessment-of-the-search-chunk task-list-of-the-day"],
  ])("%s", (_, text) => {
    expect(secretIn(text)).toBeUndefined();
  });
});

describe("close and commit", () => {
  test.each([
    "complete and commit",
    "Close and commit",
    "commit this",
    "Please close it and commit.",
    "finish up and commit the work",
    "wrap it up & commit",
    "The operator asked to close out the chunk and commit.",
    "Commit it!",
    "archive, then commit",
    "Commit everything.",
    "close-and-commit",
    "Please close/commit.",
    "complete/commit",
    "commit-and-close",
    "Commit the chunk",
    "Then commit the changes.",
  ])("is asked for by %j", (text) => {
    expect(isCloseAndCommit(text)).toBe(true);
  });

  test.each([
    "Do not commit this.",
    "The commit this fixes is older.".replace("commit this", "commit which this"),
    "Request git_commit from the daemon.",
    "The chunk is complete.",
    "A commit id is not known.",
    "Close the question.",
    "Do not close-and-commit yet.",
    "Do not commit the chunk.",
    "Find the commit the chunk came with.",
    "Close the question of the post-commit hook.",
    "",
  ])("is not asked for by %j", (text) => {
    expect(isCloseAndCommit(text)).toBe(false);
  });
});
