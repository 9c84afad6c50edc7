//! Rows, as a table or as a line of JSON each.

use std::time::Instant;

use serde_json::Value;

use crate::{Cell, print};

/// How a tool prints.
#[derive(Debug, Clone, Copy, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// Print a line of JSON for each row, with the seconds since the start
    #[arg(long)]
    pub json: bool,
    /// Print the seconds since the start in each row
    #[arg(long)]
    pub time: bool,
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    name: &'static str,
    place: Place,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    /// At the right of so many characters.
    Right(usize),
    /// At the left of them.
    Left(usize),
    /// Below the row.
    Below,
}

/// A column of numbers, which stand at its right. JSON has the name as it is, and the table in capitals.
#[must_use]
pub const fn number(name: &'static str, width: usize) -> Column {
    Column { name, place: Place::Right(width) }
}

/// A column of texts, which stand at its left.
#[must_use]
pub const fn text(name: &'static str, width: usize) -> Column {
    Column { name, place: Place::Left(width) }
}

/// A column of lists, each of whose lines stands below the row; the table has no head for it. Elsewhere a list is its first line, and how many more.
#[must_use]
pub const fn below(name: &'static str) -> Column {
    Column { name, place: Place::Below }
}

const TIME: Column = number("seconds", 10);

impl Output {
    /// Begins a table: prints its heads, but not for JSON.
    pub fn table<const N: usize>(self, columns: [Column; N]) -> Table<N> {
        let table = self.blocks(columns);
        if !self.json {
            print(format_args!("{}\n", table.heads()));
        }
        table
    }

    /// A table whose rows are printed all at once, and then anew: [`Table::block`].
    #[must_use]
    pub fn blocks<const N: usize>(self, columns: [Column; N]) -> Table<N> {
        Table { output: self, columns, start: Instant::now() }
    }
}

/// A table of `N` columns, of which row after row is printed.
#[derive(Debug)]
pub struct Table<const N: usize> {
    output: Output,
    columns: [Column; N],
    start: Instant,
}

impl<const N: usize> Table<N> {
    /// Prints a row.
    pub fn row(&self, cells: [&dyn Cell; N]) {
        let cells = cells.map(Cell::value);
        let seconds = Value::from(self.start.elapsed().as_secs_f64());
        if self.output.json {
            print(format_args!("{}\n", self.object(cells, seconds)));
        } else {
            print(format_args!("{}\n", self.line(cells, seconds)));
        }
    }

    /// These rows below their heads, with columns as wide as what stands in them; for JSON, without heads.
    #[must_use]
    pub fn block(&self, rows: Vec<[Value; N]>) -> Vec<String> {
        let seconds = Value::from(self.start.elapsed().as_secs_f64());
        if self.output.json {
            return rows.into_iter().map(|cells| self.object(cells, seconds.clone())).collect();
        }
        let columns = std::array::from_fn(|at| {
            let Column { name, place } = self.columns[at];
            let widths = rows.iter().map(|cells| shown(&cells[at]).chars().count());
            let width = |least| widths.chain([name.len()]).fold(least, usize::max);
            let place = match place {
                Place::Right(least) => Place::Right(width(least)),
                Place::Left(least) => Place::Left(width(least)),
                Place::Below => Place::Below,
            };
            Column { name, place }
        });
        let table = Self { columns, ..*self };
        let lines = rows.into_iter().map(|cells| table.line(cells, seconds.clone()));
        [table.heads()].into_iter().chain(lines).collect()
    }

    fn heads(&self) -> String {
        self.line(self.columns.map(|column| Value::from(column.name.to_uppercase())), "SECONDS".into())
    }

    /// The columns keep their order, which they would lose in a `serde_json::Map`.
    fn object(&self, cells: [Value; N], seconds: Value) -> String {
        let named = [(&TIME, seconds)].into_iter().chain(self.columns.iter().zip(cells));
        let members: Vec<_> =
            named.map(|(column, cell)| format!("{}:{cell}", Value::from(column.name))).collect();
        format!("{{{}}}", members.join(","))
    }

    fn line(&self, cells: [Value; N], seconds: Value) -> String {
        let time = self.output.time.then_some((&TIME, seconds));
        let (mut beside, mut below) = (Vec::new(), String::new());
        for (column, cell) in time.into_iter().chain(self.columns.iter().zip(cells)) {
            match column.place {
                Place::Right(width) => beside.push(format!("{:>width$}", shown(&cell))),
                Place::Left(width) => beside.push(format!("{:<width$}", shown(&cell))),
                Place::Below => {
                    for line in cell.as_array().into_iter().flatten() {
                        below += &format!("\n           {}", shown(line));
                    }
                }
            }
        }
        beside.join(" ").trim_end().to_owned() + &below
    }
}

fn shown(cell: &Value) -> String {
    match cell {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => format!("{:.3}", number.as_f64().unwrap_or(f64::NAN)),
        Value::Array(all) => match all.as_slice() {
            [] => "-".to_owned(),
            [one] => shown(one),
            [first, others @ ..] => format!("{} +{}", shown(first), others.len()),
        },
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use coolbpf::{Chars, Value as _};

    use super::*;

    fn table(json: bool, time: bool) -> Table<5> {
        let columns = [number("pid", 7), text("comm", 8), number("ms", 8), text("file", 0), below("calls")];
        Table { output: Output { json, time }, columns, start: Instant::now() }
    }

    fn cells() -> [Value; 5] {
        let calls = ["read", "main"].map(str::to_owned).to_vec();
        let comm = Chars::<8>::read_from(b"ba\x1bsh\0\0\0").unwrap();
        [7_u32.value(), comm.value(), 1.5_f64.value(), None::<String>.value(), calls.value()]
    }

    #[test]
    fn a_row_stands_below_the_heads_of_its_columns() {
        let below = "\n           read\n           main";
        let row = r"      7 ba\u{1b}sh    1.500 -".to_owned() + below;
        assert_eq!(table(false, false).line(cells(), 0.25.into()), row);
        let with_time = table(false, true).line(cells(), 0.25.into());
        assert_eq!(with_time, format!("     0.250 {row}"));
    }

    #[test]
    fn the_columns_of_a_block_are_as_wide_as_what_stands_in_them() {
        let columns = [text("comm", 8), number("ms", 8), text("file", 0)];
        let block = |json| {
            Output { json, time: false }.blocks(columns).block(vec![
                ["a name of length".value(), 1.5_f64.value(), None::<String>.value()],
                ["b".value(), 20_000.0_f64.value(), ["/a", "/b", "/c"].map(str::to_owned).to_vec().value()],
            ])
        };
        let lines = [
            "COMM                    MS FILE",
            "a name of length     1.500 -",
            "b                20000.000 /a +2",
        ];
        assert_eq!(block(false), lines);
        assert_eq!(block(true).len(), 2);
    }

    #[test]
    fn json_has_the_columns_in_their_order_after_the_time() {
        assert_eq!(
            table(true, false).object(cells(), 0.25.into()),
            r#"{"seconds":0.25,"pid":7,"comm":"ba\\u{1b}sh","ms":1.5,"file":null,"calls":["read","main"]}"#
        );
    }
}
