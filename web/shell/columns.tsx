import type { CSSProperties, ReactNode } from "react";
import classes from "./columns.module.css";

type ColumnsProps = { left: string; right: string; className?: string | undefined; children: ReactNode };

/** Two parts of a page, side by side where there is room. @param left its width, like `2fr` or `380px` */
export const Columns = ({ left, right, className = "", children }: ColumnsProps) => (
  <div className={`${classes.columns} ${className}`} style={{ "--left": left, "--right": right } as CSSProperties}>
    {children}
  </div>
);
