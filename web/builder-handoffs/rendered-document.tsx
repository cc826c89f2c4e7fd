import { type ComponentPropsWithoutRef, createElement, useMemo } from "react";
import { InlineText } from "./inline-text.tsx";
import classes from "./judged-document.module.css";
import { type Block, blocksOf, type Written } from "./markdown-blocks.ts";

/** What leads to a line, and what was found on it. */
export type Place = (line: number) => ComponentPropsWithoutRef<"span"> & { "data-severity"?: string | undefined };

type Placed = { place: Place };

/** A document as it reads: each line of it can be led to. */
export const RenderedDocument = ({ text, place }: { text: string } & Placed) => {
  const blocks = useMemo(() => blocksOf(text), [text]);
  return (
    <div className={classes.rendered} data-testid="document">
      {blocks.map((block) => (
        <OneBlock key={block.line} block={block} place={place} />
      ))}
    </div>
  );
};

const OneBlock = ({ block, place }: { block: Block } & Placed) => {
  if (block.kind === "heading")
    return createElement(`h${Math.min(block.depth + 2, 6)}`, place(block.line), <InlineText text={block.text} />);
  if (block.kind === "code")
    return (
      <pre {...place(block.line)}>
        {block.lines.map((line, at) => (
          <span key={at} {...place(block.line + 1 + at)}>
            {`${line}\n`}
          </span>
        ))}
      </pre>
    );
  if (block.kind === "table") return <Rows lines={block.lines} place={place} />;
  if (block.kind === "list") return <Items lines={block.lines} place={place} />;
  return (
    <p>
      <Lines lines={block.lines} place={place} />
    </p>
  );
};

type LinesProps = { lines: readonly Written[] } & Placed;

const Lines = ({ lines, place }: LinesProps) =>
  lines.map(({ line, text }) => (
    <span key={line} {...place(line)}>
      <InlineText text={text} />{" "}
    </span>
  ));

/** Each item by its own marker, as far in as it is written. */
const Items = ({ lines, place }: LinesProps) => (
  <ul>
    {itemsOf(lines).map(([first, ...more]) => (
      <li
        key={first.line}
        style={{
          marginInlineStart: Math.min(first.indent, 12) * 8,
          ...(/^\d/.test(first.marker ?? "") && { listStyleType: `"${first.marker} "` }),
        }}
      >
        <Lines lines={[first, ...more]} place={place} />
      </li>
    ))}
  </ul>
);

/** A line without a marker belongs to the item above it. */
const itemsOf = (lines: readonly Written[]): [Written, ...Written[]][] => {
  const items: [Written, ...Written[]][] = [];
  for (const line of lines) {
    const last = items.at(-1);
    if (last && line.marker === undefined) last.push(line);
    else items.push([line]);
  }
  return items;
};

const Rows = ({ lines, place }: LinesProps) => {
  const hasHead = lines[1]?.cells.length === 0;
  const [head, ...others] = hasHead ? lines : [undefined, ...lines];
  return (
    <table>
      {head && (
        <thead>
          <Row row={head} place={place} cell="th" />
        </thead>
      )}
      <tbody>
        {others
          .filter((row) => row !== undefined && row.cells.length > 0)
          .map((row) => row && <Row key={row.line} row={row} place={place} cell="td" />)}
      </tbody>
    </table>
  );
};

const Row = ({ row: { line, cells }, place, cell: Cell }: { row: Written; cell: "th" | "td" } & Placed) => (
  <tr {...place(line)}>
    {cells.map((text, at) => (
      <Cell key={at}>
        <InlineText text={text.trim()} />
      </Cell>
    ))}
  </tr>
);
