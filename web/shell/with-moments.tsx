import { Fragment } from "react";
import { Moment } from "./moment.tsx";

const INSTANT = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z)/;

/** What the API says, each moment in it as the reader's own clock has it. */
export const WithMoments = ({ text }: { text: string }) =>
  text
    .split(INSTANT)
    .map((part, at) => (
      <Fragment key={at}>{at % 2 === 1 && !Number.isNaN(Date.parse(part)) ? <Moment at={part} /> : part}</Fragment>
    ));
