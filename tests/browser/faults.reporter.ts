// Prints the table of faults: what was provoked, how often, and whether it ended as it must.
// `FAULTS=../../docs/faults.md` also writes it into that file, between its two marks.
import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type Row = { number: string; what: string; runs: number; outcome: string; held: boolean };

const START = '<!-- The table is written by the tests. -->\n';
const END = '<!-- The end of the table. -->';

export default class Faults implements Reporter {
  private readonly rows: Row[] = [];
  private readonly asserted = { tests: 0, strangers: 0, violations: 0 };

  onTestEnd(test: TestCase, result: TestResult) {
    for (const { type, description } of result.annotations ?? test.annotations) {
      if (type === 'promises') {
        const { strangers, violations } = JSON.parse(description!);
        this.asserted.tests += 1;
        this.asserted.strangers += strangers;
        this.asserted.violations += violations;
      }
      if (type !== 'fault') continue;
      this.rows.push({ ...JSON.parse(description!), held: result.status === 'passed' });
    }
  }

  onEnd(_: FullResult) {
    if (!this.rows.length) return;
    const { tests, strangers, violations } = this.asserted;
    if (tests) {
      this.rows.push(
        { number: '46', what: 'A request to any other host, in every test', runs: tests, outcome: 'None', held: strangers === 0 },
        { number: '47', what: 'A violation of the content security policy, in every test', runs: tests, outcome: 'None', held: violations === 0 },
      );
    }
    const first = (row: Row) => Number.parseInt(row.number, 10) || 99;
    this.rows.sort((a, b) => first(a) - first(b) || a.what.localeCompare(b.what));
    const lines = this.rows.map(
      ({ number, what, runs, outcome, held }) =>
        `| ${number} | ${what} | ${runs} | ${outcome} | ${held ? 'held' : '**failed**'} |`,
    );
    const table = ['| # | Fault | Runs | Must end so | Last run |', '| --- | --- | ---: | --- | --- |', ...lines];
    console.log(`\n${table.join('\n')}\n`);
    if (!process.env.FAULTS) return;
    const file = fileURLToPath(new URL(process.env.FAULTS, import.meta.url));
    const [before, rest] = readFileSync(file, 'utf8').split(START);
    const after = rest.slice(rest.indexOf(END));
    writeFileSync(file, `${before}${START}\n${table.join('\n')}\n\n${after}`);
  }

  printsToStdio() {
    return false;
  }
}
