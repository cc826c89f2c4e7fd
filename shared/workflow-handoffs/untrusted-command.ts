import { tells } from "./prose.ts";

const WORD = String.raw`(?:[\w'\u2019-]{1,20}\s)`;
const RUN = String.raw`\b(?:run|execute|invoke|paste|use|copy|type|enter)s?\s${WORD}{0,3}?`;
const COMMAND = "(?:commands?|scripts?|snippets?|one-liners?|code)";
/** What may stand between a command and where it comes from: `that is posted in the …`, `which the …`. */
const LINK =
  "(?:that|which|you|they|is|are|was|were|given|found|find|posted|pasted|shown|quoted|listed|written|sent|from|in|of|by|on|at|the|an?|this|any|some)";
/** Where anybody can write. */
const SOURCE =
  "(?:issue|ticket|comment|thread|forum|chat|e-?mail|web|website|webpage|form(?! of)|input|payload|url|internet|reporter|customer|gist|pastebin|attachment|clipboard|pull request)";

/** A command that nobody here has chosen: `whatever command …`, `the command from the web form`, `what the issue says`. */
const UNTRUSTED = new RegExp(
  [
    String.raw`${RUN}(?:whatever|whichever|any|arbitrary)\s${WORD}?${COMMAND}\b`,
    String.raw`${RUN}(?:${COMMAND}|what|whatever|anything|everything)\s(?:${LINK}\s){1,5}?${WORD}{0,2}?${SOURCE}s?\b`,
  ].join("|"),
  "gi",
);

/** Whether prose tells somebody to run a command that comes from untrusted input. */
export const tellsUntrustedCommand = (text: string): boolean => tells(text, UNTRUSTED);
