//! A figure that was measured, and what it may be at most.

use serde_json::{Value, json};

/// What was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its name, with the part it belongs to before the first dot.
    pub name: String,
    /// What counts: a median, or what the name says.
    pub found: f64,
    /// The lowest and the highest of the runs, where there were several.
    pub range: Option<(f64, f64)>,
}

impl Figure {
    /// A figure that every run gives alike.
    pub fn exact(name: &str, found: f64) -> Self {
        Self {
            name: name.to_owned(),
            found,
            range: None,
        }
    }

    /// The figure beside its budget, for other programs.
    pub fn to_json(&self, budgets: &[Budget]) -> Value {
        let budget = budgets.iter().find(|budget| budget.name == self.name);
        json!({
            "found": self.found,
            "lowest": self.range.map(|(low, _)| low),
            "highest": self.range.map(|(_, high)| high),
            "at_most": budget.map(|budget| budget.at_most),
            "unit": budget.map(|budget| &budget.unit),
        })
    }
}

/// What a figure may be at most.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    /// The name of the figure.
    pub name: String,
    /// The most that is allowed.
    pub at_most: f64,
    /// What is counted, such as `ms`.
    pub unit: String,
}

impl Budget {
    /// Reads one entry of `budgets.json`.
    pub fn read(name: &str, tree: &Value) -> Result<Self, String> {
        let at_most = tree["at_most"].as_f64();
        let unit = tree["unit"].as_str();
        let (Some(at_most), Some(unit)) = (at_most, unit) else {
            return Err(format!(
                "{name} should be {{ \"at_most\": number, \"unit\": text }}, got {tree}"
            ));
        };
        Ok(Self {
            name: name.to_owned(),
            at_most,
            unit: unit.to_owned(),
        })
    }
}

/// The figures beside their budgets, and the names of those past it or not measured at all.
pub fn table(figures: &[Figure], budgets: &[&Budget]) -> (String, Vec<String>) {
    let mut missed = Vec::new();
    let mut text = format!(
        "{:<44} {:>10} {:>10} {:<6} {}\n",
        "figure", "found", "budget", "unit", "lowest to highest"
    );
    for figure in figures {
        let budget = budgets.iter().find(|budget| budget.name == figure.name);
        let range = figure
            .range
            .map(|(low, high)| format!("{} to {}", shown(low), shown(high)));
        let is_past = budget.is_some_and(|budget| figure.found > budget.at_most);
        if is_past {
            missed.push(figure.name.clone());
        }
        let line = format!(
            "{:<44} {:>10} {:>10} {:<6} {:<22}{}",
            figure.name,
            shown(figure.found),
            budget
                .map(|budget| shown(budget.at_most))
                .unwrap_or_default(),
            budget
                .map(|budget| budget.unit.as_str())
                .unwrap_or_default(),
            range.unwrap_or_default(),
            if is_past { "PAST BUDGET" } else { "" }
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    for budget in budgets {
        if !figures.iter().any(|figure| figure.name == budget.name) {
            text.push_str(&format!("{:<44} NOT MEASURED\n", budget.name));
            missed.push(budget.name.clone());
        }
    }
    (text, missed)
}

/// Whole numbers as they are, others with as many places as matter.
fn shown(value: f64) -> String {
    if value.fract() == 0.0 {
        format!("{value:.0}")
    } else if value.abs() < 1.0 {
        format!("{value:.3}")
    } else {
        format!("{value:.1}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(name: &str, at_most: f64) -> Budget {
        Budget::read(name, &json!({ "at_most": at_most, "unit": "ms" })).expect("a budget")
    }

    #[test]
    fn a_figure_past_its_budget_is_named() {
        let figures = [Figure::exact("a", 5.0), Figure::exact("b", 4.25)];
        let (a, b) = (budget("a", 5.0), budget("b", 4.0));
        let (text, missed) = table(&figures, &[&a, &b]);
        assert_eq!(missed, ["b"]);
        assert_eq!(text.matches("PAST BUDGET").count(), 1, "{text}");
    }

    #[test]
    fn a_budget_without_a_figure_is_missed() {
        let (text, missed) = table(&[], &[&budget("a", 5.0)]);
        assert_eq!(missed, ["a"]);
        assert!(text.contains("NOT MEASURED"), "{text}");
    }

    #[test]
    fn a_figure_without_a_budget_is_shown() {
        let figure = Figure {
            range: Some((0.5, 2.0)),
            ..Figure::exact("a", 1.5)
        };
        let (text, missed) = table(&[figure], &[]);
        assert!(missed.is_empty());
        assert!(
            text.contains("1.5") && text.contains("0.500 to 2"),
            "{text}"
        );
    }

    #[test]
    fn a_budget_without_a_number_is_refused() {
        assert!(Budget::read("a", &json!({ "unit": "ms" })).is_err());
        assert!(Budget::read("a", &json!({ "at_most": 3 })).is_err());
    }
}
