import { Text } from "@mantine/core";
import type { FeatureSummary } from "../../shared/packets/summary.ts";
import { Section } from "../shell/heading.tsx";
import { counted, dollars, duration, several } from "./amounts.ts";
import classes from "./spent-section.module.css";

type Breakdown = Pick<FeatureSummary, "totals" | "rework" | "by_phase" | "by_agent">;
type Spent = Pick<Breakdown, "totals" | "rework">;
type Named = Spent & { name: string };

/** What packets took, whole and by phase and agent, and what of it versions after the first took. */
export const SpentSection = ({ title, spent }: { title: string; spent: Breakdown }) => {
  const phases = spent.by_phase.map((each) => ({ ...each, name: each.phase_label }));
  const agents = spent.by_agent.map((each) => ({ ...each, name: each.agent_id }));
  return (
    <Section title={title} note={<Whole {...spent} />} testId="section-spent">
      <div className={classes.charts}>
        <Chart title="Time per phase" of={phases} {...time} />
        <Chart title="Cost per phase" of={phases} {...cost} />
        <Chart title="Time per agent" of={agents} {...time} />
        <Chart title="Cost per agent" of={agents} {...cost} />
      </div>
      <Text size="xs" c="dimmed" mt="md" className={classes.legend ?? ""}>
        <span className={classes.key}>
          <span className={classes.first} aria-hidden /> First version
        </span>
        <span className={classes.key}>
          <span className={classes.again} aria-hidden /> Rework: versions after the first
        </span>
      </Text>
    </Section>
  );
};

const Whole = ({ totals, rework }: Spent) => (
  <>
    {several(totals.packets, "packet")} · {duration(totals.duration_ms)} · {dollars(totals.cost_usd)} ·{" "}
    {counted(totals.cost_tokens_in)} tokens in, {counted(totals.cost_tokens_out)} out. Rework:{" "}
    {several(rework.packets, "packet")}, {duration(rework.duration_ms)}, {dollars(rework.cost_usd)}.
  </>
);

type Figures = Spent["totals"];
type Measure = { of: (figures: Figures) => string | number; show: (amount: string | number) => string };

const time = { measure: { of: ({ duration_ms }: Figures) => duration_ms, show: duration } };
const cost = { measure: { of: ({ cost_usd }: Figures) => cost_usd, show: dollars } };

/** A table whose rows are drawn as bars beside their figures: who cannot see the bars is told the same. */
const Chart = ({ title, of, measure: { of: amountOf, show } }: { title: string; of: Named[]; measure: Measure }) => {
  const most = Math.max(...of.map(({ totals }) => Number(amountOf(totals))), Number.MIN_VALUE);
  const share = (figures: Figures) => `${(100 * Number(amountOf(figures))) / most}%`;
  // Nothing is not "0 ms": most often nobody said when it began.
  const told = (figures: Figures) => (Number(amountOf(figures)) === 0 ? "–" : show(amountOf(figures)));
  return (
    <table className={classes.chart}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{title.endsWith("agent") ? "Agent" : "Phase"}</th>
          <td aria-hidden />
          <th scope="col">All</th>
          <th scope="col">Rework</th>
        </tr>
      </thead>
      <tbody>
        {of.map(({ name, totals, rework }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td aria-hidden className={classes.drawn}>
              <div className={classes.bar} style={{ width: share(totals) }}>
                <div className={classes.rework} style={{ width: part(amountOf(rework), amountOf(totals)) }} />
              </div>
            </td>
            <td>{told(totals)}</td>
            <td>{told(rework)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const part = (some: string | number, all: string | number): string =>
  Number(all) === 0 ? "0" : `${(100 * Number(some)) / Number(all)}%`;
