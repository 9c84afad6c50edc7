//! A table of what was found, and reading one back.

/// A table with a column for each kernel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// The heads of the columns that stand before the kernels'.
    pub(super) heads: Vec<&'static str>,
    /// The names of the kernels, oldest first.
    pub(super) kernels: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// What was found about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// What stands under the heads; the first names the row, with those that have the same name by the second.
    pub(super) labels: Vec<String>,
    /// One a kernel.
    pub(super) cells: Vec<String>,
}

impl Table {
    /// The table as Markdown.
    pub(super) fn markdown(&self) -> String {
        let heads = self.heads.iter().map(|head| (*head).to_owned()).chain(self.kernels.iter().cloned());
        let heads: Vec<String> = heads.collect();
        let mut text = line(&heads) + &format!("|{}\n", "---|".repeat(heads.len()));
        for row in &self.rows {
            text += &line(&[row.labels.as_slice(), &row.cells].concat());
        }
        text
    }

    /// `document` with this table in the place of the one that has the same columns.
    pub(super) fn put_into(&self, document: &str) -> Option<String> {
        let markdown = self.markdown();
        let heads = markdown.lines().next()?;
        let (before, rest) = document.split_once(&format!("\n{heads}\n"))?;
        let rows: usize =
            rest.split_inclusive('\n').take_while(|line| line.starts_with('|')).map(str::len).sum();
        Some(format!("{before}\n{markdown}{}", rest.get(rows..)?))
    }

    /// Where `document`, which holds such a table, says something else. The newest kernel stands for the newest there.
    pub(super) fn differences(&self, document: &str) -> Vec<String> {
        let mut lines = document.lines().skip_while(|line| fields(line).first() != self.heads.first());
        let Some(heads) = lines.next().map(fields) else {
            return vec![format!("it has no table of each {}", self.heads.first().unwrap_or(&""))];
        };
        let known: Vec<Vec<&str>> =
            lines.skip(1).take_while(|line| line.starts_with('|')).map(fields).collect();
        let labels = self.heads.len();
        let mut differences = Vec::new();
        for row in &self.rows {
            let name = row.labels.iter().take(2).map(String::as_str).collect::<Vec<_>>();
            let Some(other) = known.iter().find(|fields| fields.starts_with(&name)) else {
                differences.push(format!("{}: it does not know it", name.join(" ")));
                continue;
            };
            for (at, (kernel, cell)) in self.kernels.iter().zip(&row.cells).enumerate() {
                let is_newest = at + 1 == self.kernels.len();
                let column = match heads.iter().position(|head| head == kernel) {
                    None if is_newest => heads.len() - 1,
                    None => labels + heads.len(),
                    Some(column) => column,
                };
                let said = other.get(column).copied().unwrap_or("nothing");
                if said != cell {
                    differences.push(format!("{} on {kernel}: {cell}, not {said}", name.join(" ")));
                }
            }
        }
        for fields in known {
            let is_known =
                |row: &&Row| row.labels.iter().zip(&fields).take(2).all(|(label, field)| label == field);
            if !self.rows.iter().any(|row| is_known(&row)) {
                differences.push(format!("{}: it is no more", fields.get(..2).unwrap_or_default().join(" ")));
            }
        }
        differences
    }
}

fn line(fields: &[String]) -> String {
    let fields: Vec<String> = fields.iter().map(|field| field.replace('|', "\\|")).collect();
    format!("| {} |\n", fields.join(" | "))
}

fn fields(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split('|').map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(kernels: &[&str], rows: &[(&str, &[&str])]) -> Table {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let rows = rows.iter().map(|(name, cells)| Row {
            labels: vec!["tracing".to_owned(), (*name).to_owned(), "5.5".to_owned()],
            cells: owned(cells),
        });
        Table { heads: vec!["tests", "feature", "since"], kernels: owned(kernels), rows: rows.collect() }
    }

    #[test]
    fn a_table_is_as_it_says_itself() {
        let whole = table(
            &["5.10", "6.12", "7.3"],
            &[("fentry", &["no", "yes", "yes"]), ("LSM", &["no", "no", "yes"])],
        );
        let text = whole.markdown();
        assert!(
            text.starts_with("| tests | feature | since | 5.10 | 6.12 | 7.3 |\n|---|---|---|---|---|---|\n")
        );
        assert!(whole.differences(&format!("# Kernels\n\n{text}\nmore")).is_empty());
    }

    #[test]
    fn a_table_takes_the_place_of_the_one_before() {
        let (old, new) = (
            table(&["5.10"], &[("fentry", &["no"])]),
            table(&["5.10"], &[("LSM", &["no"]), ("XDP", &["yes"])]),
        );
        let page = |table: &Table| format!("# Kernels\n\n{}\n## More\n\n| other |\n", table.markdown());
        assert_eq!(new.put_into(&page(&old)), Some(page(&new)));
        assert_eq!(table(&["6.1"], &[]).put_into(&page(&old)), None);
    }

    #[test]
    fn some_kernels_are_compared_and_a_newer_one_with_the_newest() {
        let text = table(&["5.10", "6.12", "7.3"], &[("fentry", &["no", "yes", "yes"])]).markdown();
        assert!(table(&["5.10", "7.4"], &[("fentry", &["no", "yes"])]).differences(&text).is_empty());
        let other =
            table(&["5.10", "6.1", "7.4"], &[("fentry", &["yes", "no", "no"]), ("LSM", &["no", "no", "no"])]);
        assert_eq!(
            other.differences(&text),
            [
                "tracing fentry on 5.10: yes, not no",
                "tracing fentry on 6.1: no, not nothing",
                "tracing fentry on 7.4: no, not yes",
                "tracing LSM: it does not know it"
            ]
        );
        assert_eq!(table(&["5.10"], &[]).differences(&text), ["tracing fentry: it is no more"]);
        assert_eq!(other.differences("no table"), ["it has no table of each tests"]);
    }
}
