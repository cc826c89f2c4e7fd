import { Anchor, Code } from "@mantine/core";
import { Fragment, type ReactNode } from "react";

/** Each part is bounded, so that no text makes it slow. */
const MARKED =
  /(`{1,2})([^`]{1,300})\1|\*\*([^*]{1,300})\*\*|\*([^*\s][^*]{0,299})\*|~~([^~]{1,300})~~|\[([^[\]]{1,300})\]\(([^()\s]{1,500})\)/g;

/** Text with its code, emphasis and links to the web; all else, HTML too, is the text that it is. */
export const InlineText = ({ text }: { text: string }) => {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const found of text.matchAll(MARKED)) {
    parts.push(text.slice(from, found.index), <Marked key={found.index} found={found} />);
    from = found.index + found[0].length;
  }
  return (
    <>
      {parts.map((part, at) => (
        <Fragment key={at}>{part}</Fragment>
      ))}
      {text.slice(from)}
    </>
  );
};

const Marked = ({ found: [whole, , code, strong, emphasis, struck, name, address] }: { found: RegExpMatchArray }) => {
  if (code !== undefined) return <Code>{code}</Code>;
  if (strong !== undefined)
    return (
      <strong>
        <InlineText text={strong} />
      </strong>
    );
  if (emphasis !== undefined)
    return (
      <em>
        <InlineText text={emphasis} />
      </em>
    );
  if (struck !== undefined) return <del>{struck}</del>;
  if (name === undefined || address === undefined || !/^https?:\/\//i.test(address)) return whole;
  return (
    <Anchor href={address} rel="noreferrer" inherit underline="always">
      {name}
    </Anchor>
  );
};
