import type { RecordOrProblem, RecordPlace, RecordProblemCode } from './record.ts';

/** A row of a table, as it stands in the file. */
export interface TableRow {
  /** Null where the format tells nothing from an empty text. */
  readonly cells: readonly (string | null)[];
  readonly line: number;
  /** How many lines it goes over. */
  readonly lines: number;
  /** The file ends right behind it, without the end of a line. */
  readonly isUnended: boolean;
}

/** Rows as records, by the names of columns. */
export interface TableRecords {
  readonly takeRow: (row: TableRow) => void;
  /** A row that could not be read. */
  readonly takeProblem: (
    line: number,
    code: RecordProblemCode,
    message: string,
    more?: ProblemDetails,
  ) => void;
  /** What there is so far, which is then forgotten. */
  readonly taken: () => readonly RecordOrProblem[];
}

export interface ProblemDetails {
  /** A column, from 0. */
  readonly column?: number | undefined;
  readonly fatal?: boolean;
  /** Of columns that are not read. */
  readonly names?: readonly string[];
}

/**
 * The names are `columns`, or stand in the first row. Rows of nothing but empty cells are no records. A row with more or
 * fewer cells than there are names is a problem. Of two columns of one name the first is read; one without a name is
 * called `column 3`; either is told.
 */
export function tableRecords(file: string, columns: readonly string[] | undefined): TableRecords {
  let names: readonly (string | undefined)[] | undefined = columns;
  let records = 0;
  let out: RecordOrProblem[] = [];
  let isOver = false;

  function give(line: number, code: RecordProblemCode, message: string, more: ProblemDetails = {}): void {
    const field = more.column === undefined ? undefined : names?.[more.column];
    const place: RecordPlace = { file, record: Math.max(records, 1), line };
    isOver ||= more.fatal === true;
    const { fatal = false, names: passedOver } = more;
    out.push({
      problem: {
        place,
        code,
        message,
        fatal,
        ...(field !== undefined && { field }),
        ...(passedOver !== undefined && { names: passedOver }),
      },
    });
  }

  function takeHeader({ cells, line }: TableRow): void {
    const header = cells.map((cell) => (cell ?? '').trim());
    const isOld = header.some((name) => name.includes('\r'));
    if (isOld || header.some((name) => looksLikeAddress.test(name))) {
      const why = isOld
        ? "Lines end with a carriage return alone (convert them with: tr '\\r' '\\n')."
        : 'The names of columns are expected in this line, and it holds an address.';
      give(line, 'syntax', why, { fatal: true });
      return;
    }
    names = header.map((name, at) => {
      if (name === '') {
        const message = `Column ${at + 1} has no name in the header; it is read as "column ${at + 1}".`;
        give(line, 'beside-records', message);
        return `column ${at + 1}`;
      }
      const first = header.indexOf(name);
      if (first === at) return name;
      const message = `Columns ${first + 1} and ${at + 1} are both called ${JSON.stringify(name)}; only the first is read.`;
      give(line, 'beside-records', message, { names: [`column ${at + 1}: ${name}`] });
      return undefined;
    });
  }

  function takeRow(row: TableRow): void {
    if (isOver) return;
    if (names === undefined) {
      takeHeader(row);
      return;
    }
    const { cells, line } = row;
    if (cells.every(isEmpty)) return;
    records += 1;
    const nul = cells.findIndex((cell) => cell?.includes('\0') === true);
    if (cells.length !== names.length) giveMiscounted(row, names.length);
    else if (nul !== -1) {
      give(line, 'nul', 'There is a NUL in it, which no database of Kratos stores.', { column: nul });
    } else out.push({ record: { place: { file, record: records, line }, value: valueOf(names, cells) } });
  }

  function giveMiscounted({ cells, line, lines, isUnended }: TableRow, expected: number): void {
    const isCut = isUnended && cells.length < expected;
    const which = lines === 1 ? 'It' : `A row over ${lines} lines`;
    const count = cells.length === 1 ? '1 cell' : `${cells.length} cells`;
    const message = `${which} has ${count} where ${expected} are expected`;
    if (isCut) give(line, 'truncated', `${message}, and the file ends in it.`, { fatal: true });
    else give(line, 'syntax', `${message}.`);
  }

  return {
    takeRow,
    takeProblem(line, code, message, more) {
      if (isOver) return;
      records += 1;
      give(line, code, message, more);
    },
    taken() {
      const taken = out;
      out = [];
      return taken;
    },
  };
}

const looksLikeAddress = /[^@\s]@[^@\s.]+\.[^@\s]/;

const isEmpty = (cell: string | null): boolean => cell === null || cell === '';

function valueOf(
  names: readonly (string | undefined)[],
  cells: readonly (string | null)[],
): Readonly<Record<string, string | null>> {
  const value: Record<string, string | null> = {};
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at];
    const cell = cells[at] ?? null;
    if (name === '__proto__')
      Object.defineProperty(value, name, {
        value: cell,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    else if (name !== undefined) value[name] = cell;
  }
  return value;
}
