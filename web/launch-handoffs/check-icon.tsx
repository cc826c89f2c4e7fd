import type { ValidationCheck } from "../../shared/launch-handoffs/validation-check.ts";

const marks: Record<ValidationCheck["status"], readonly [name: string, color: string, path: string]> = {
  pass: ["Pass", "var(--baton-good)", "m6 10.5 2.7 2.7L14 7.5"],
  fail: ["Fail", "var(--mantine-color-error)", "m7 7 6 6m0-6-6 6"],
  warning: ["Warning", "var(--mantine-color-dimmed)", "M10 5.8v5.2m0 3v.2"],
};

/** How a check turned out, in a mark and a word. */
export const CheckIcon = ({ status }: { status: ValidationCheck["status"] }) => {
  const [name, color, path] = marks[status];
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke={color} strokeWidth="1.7" role="img">
      <title>{name}</title>
      <circle cx="10" cy="10" r="8.5" />
      <path d={path} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
};
