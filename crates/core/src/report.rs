//! The report that others are given to read: its sections, and the whole as Markdown or as one
//! HTML file. The page, the workbook and the command line take their tables from here.
//!
//! Nothing is decided here. The sections hold what the phases found, in the words of the
//! catalogue and of [`crate::words`].

use crate::language::tr;
use chrono::NaiveDate;

use crate::action::Work;
use crate::annex::Annex;
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::consistency::Finding;
use crate::document::{Piece, standings, table as document_table};
use crate::export::{
    action_table, gap_table, gates_table, next_table, obstacle_table, requirement_table, summary,
};
use crate::gap::Gap;
use crate::roadmap::Roadmap;
use crate::score::Scorecard;
use crate::soa::{rows, table as statement_table};
use crate::table::{Cell, Table, escaped};
use crate::texts::Texts;
use crate::verdict::{Colour, RULES_VERSION, Readiness, Stage};
use crate::words;

mod html;

/// The parts of a report, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Verdicts and counts on one page.
    Summary,
    /// The readiness gates with their states.
    Gates,
    /// What is missing.
    Gaps,
    /// The dated work.
    Actions,
    /// Every requirement with its answer.
    Requirements,
    /// The Statement of Applicability.
    Statement,
    /// Documented information.
    Documents,
    /// Cross-checks that nobody has accepted.
    Checks,
}

impl Part {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Summary,
        Self::Gates,
        Self::Gaps,
        Self::Actions,
        Self::Requirements,
        Self::Statement,
        Self::Documents,
        Self::Checks,
    ];

    /// Those that stand in a report for which nobody chose.
    pub const USUAL: [Self; 4] = [Self::Summary, Self::Gates, Self::Gaps, Self::Actions];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Summary => t!("Management summary"),
            Self::Gates => t!("Readiness gates"),
            Self::Gaps => t!("Gaps"),
            Self::Actions => t!("Roadmap"),
            Self::Requirements => t!("Requirements"),
            Self::Statement => t!("Statement of Applicability"),
            Self::Documents => t!("Documented information"),
            Self::Checks => t!("Open cross-checks"),
        }
    }
}

/// What a report is made from: an assessment, and what the phases found in it.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// What is asked.
    pub catalogue: &'a Catalogue,
    /// Its words. Columns whose words are not loaded stay empty.
    pub texts: &'a Texts,
    /// What was said.
    pub assessment: &'a Assessment,
    /// Where everything stands.
    pub scorecard: &'a Scorecard<'a>,
    /// Whether the audits would find a blocking gap.
    pub readiness: &'a Readiness,
    /// What is missing.
    pub gaps: &'a [Gap<'a>],
    /// The work that is left.
    pub works: &'a [Work<'a>],
    /// The plan with dates, where there is one.
    pub roadmap: Option<&'a Roadmap>,
    /// Entries that do not go together.
    pub findings: &'a [Finding],
    /// The controls and the documents, where they are loaded.
    pub lists: Option<(&'a Annex, &'a [Piece])>,
    /// The day of the report.
    pub today: NaiveDate,
}

/// What a report says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Who was assessed.
    pub title: String,
    /// What it is about, each with its name. What nobody said is left out.
    pub facts: Vec<(&'static str, String)>,
}

/// Above the title.
pub const SUBJECT: &str = m!("Self-assessment of the information security management system");

/// Below the facts.
pub const DISCLAIMER: &str =
    m!("It speaks about the answers that were given. It is no certificate and no audit report.");

impl Material<'_> {
    /// The first lines of the report. `class` says how it is classified; empty where it is not.
    pub fn cover(&self, class: &str) -> Cover {
        let profile = &self.assessment.profile;
        let about = &self.catalogue.about;
        let title = match profile.organisation.trim() {
            "" => t!("Unnamed organisation"),
            name => name,
        };
        let read_against = t!(
            "{}, catalogue {}, rule set {}",
            about.requirements,
            about.version,
            RULES_VERSION
        );
        let hash = self.roadmap.map(words::plan_hash);
        let mut facts = vec![
            (t!("Scope"), profile.scope.trim().to_owned()),
            (t!("Assessor"), profile.assessor.trim().to_owned()),
            (t!("Date"), words::date(self.today)),
            (t!("Classification"), class.trim().to_owned()),
            (t!("Read against"), read_against),
            (t!("Plan hash"), hash.unwrap_or_default()),
        ];
        facts.retain(|(_, fact)| !fact.is_empty());
        Cover {
            title: title.to_owned(),
            facts,
        }
    }

    /// A stage with its question, its verdict and, where there is a plan, its likely dates.
    pub fn stage(&self, stage: Stage) -> (&'static str, &'static str, Option<String>) {
        let (question, range) = match stage {
            Stage::One => (
                t!("Stage 1: is the system designed?"),
                self.roadmap.and_then(|plan| plan.stage_1),
            ),
            Stage::Two => (
                t!("Stage 2: does it run?"),
                self.roadmap.and_then(|plan| plan.stage_2),
            ),
        };
        let dates = range.map(|range| {
            t!(
                "By the plan it can begin about {} ({} to {}).",
                words::date(range.likely),
                words::date(range.earliest),
                words::date(range.latest)
            )
        });
        (question, words::verdict(self.readiness.stage(stage)), dates)
    }

    /// How many gates of a stage are in which state.
    pub fn gates_of(&self, stage: Stage) -> String {
        let n = |colour| {
            let gates = self.readiness.gates_of(stage);
            gates.filter(|gate| gate.colour == colour).count()
        };
        t!(
            "Gates: {} met, {} in part, {} not there, {} unknown.",
            n(Colour::Green),
            n(Colour::Amber),
            n(Colour::Red),
            n(Colour::Unknown)
        )
    }

    /// How much is done and proven, and by when and at what effort the rest can be.
    pub fn outlook(&self) -> Vec<String> {
        let all = &self.scorecard.overall;
        let mut lines = vec![t!(
            "{} % of the way to the targets is gone. Of {} requirements {} are met with evidence, {} are claimed without, {} are partly met, {} are not met, and of {} nothing is known.",
            all.to_target_percent(),
            all.n_asked,
            all.n_met,
            all.n_claimed,
            all.n_partly,
            all.n_not_met,
            all.n_unknown
        )];
        if let Some(plan) = self.roadmap.filter(|plan| !plan.bars.is_empty()) {
            let effort = plan.effort();
            lines.push(t!("What is left takes about {} person-days ({} to {}), from {} to {}. Effort is our estimate wherever nobody has changed it.", words::days(effort.likely_half_days), words::days(effort.low_half_days), words::days(effort.high_half_days), words::date(plan.start), words::date(plan.last_day())));
        }
        lines
    }

    /// The tables beside the verdicts: what stands in the way, and what comes next. What there is
    /// nothing of is left out.
    pub fn beside_verdicts(&self) -> Vec<Table> {
        let next = self.roadmap.map(|plan| next_table(self.texts, plan));
        let obstacles = obstacle_table(self.texts, self.readiness);
        let mut tables: Vec<Table> = std::iter::once(obstacles).chain(next).collect();
        tables.retain(|table| !table.rows.is_empty());
        tables
    }

    /// What stands in a section of the report: the columns that fit on paper.
    pub fn section(&self, part: Part) -> Table {
        let whole = self.whole(part);
        let mut table = match part {
            Part::Summary => counts_only(whole),
            Part::Gates | Part::Checks => whole,
            Part::Gaps => whole.select(&[
                t!("Sub-clause"),
                t!("Action"),
                t!("Answer"),
                t!("Missing"),
                t!("Suggested grade"),
                t!("Owner"),
            ]),
            Part::Actions => whole.select(&[
                t!("Action"),
                t!("Phase"),
                t!("Who (person-days)"),
                t!("Start"),
                t!("Finish"),
            ]),
            Part::Requirements => whole.select(&[
                t!("Sub-clause"),
                t!("Question"),
                t!("Answer"),
                t!("Conformity"),
                t!("Evidence"),
                t!("Owner"),
            ]),
            Part::Statement => whole.select(&[
                t!("Control"),
                t!("Title"),
                t!("Applicable"),
                t!("Reason"),
                t!("Status"),
                t!("Owner"),
            ]),
            Part::Documents => whole.select(&[
                "Id",
                t!("Title"),
                t!("State"),
                t!("Version"),
                t!("Owner"),
                t!("Next review"),
            ]),
        };
        part.title().clone_into(&mut table.title);
        table
    }

    /// Everything that there is to say in a section; without a head where it cannot be made.
    pub fn whole(&self, part: Part) -> Table {
        let Self {
            texts,
            assessment,
            gaps,
            today,
            ..
        } = *self;
        match part {
            Part::Summary => summary(
                assessment,
                self.scorecard,
                self.readiness,
                gaps,
                self.roadmap,
                today,
            ),
            Part::Gates => gates_table(texts, self.readiness),
            Part::Gaps => gap_table(texts, assessment, gaps),
            Part::Actions => self.roadmap.map_or_else(Table::default, |plan| {
                action_table(texts, self.works, gaps, &assessment.plan, plan)
            }),
            Part::Requirements => requirement_table(texts, assessment, self.scorecard),
            Part::Statement => self.lists.map_or_else(Table::default, |(annex, _)| {
                statement_table(String::new(), &rows(annex, assessment))
            }),
            Part::Documents => self.lists.map_or_else(Table::default, |(_, pieces)| {
                let all = standings(pieces, self.catalogue, assessment, today);
                document_table(String::new(), &all)
            }),
            Part::Checks => self.checks(),
        }
    }

    /// The sheets of a workbook: whole tables. Without a plan there is no sheet of actions.
    pub fn sheets(&self) -> Vec<Table> {
        let sheets = [
            (t!("Summary"), Part::Summary),
            (t!("Requirements"), Part::Requirements),
            (t!("Gaps"), Part::Gaps),
            (t!("Actions"), Part::Actions),
            ("SoA", Part::Statement),
            (t!("Documents"), Part::Documents),
        ];
        let sheet = |(name, part): (&str, Part)| Table {
            title: name.to_owned(),
            ..self.whole(part)
        };
        let mut sheets: Vec<Table> = sheets.into_iter().map(sheet).collect();
        sheets.retain(|table| !table.head.is_empty());
        sheets
    }

    /// The report as one text in GitHub's Markdown.
    pub fn to_markdown(&self, parts: &[Part], class: &str) -> String {
        let cover = self.cover(class);
        let mut out = format!("# {}\n\n{}\n\n", escaped(&cover.title), tr(SUBJECT));
        for (name, fact) in &cover.facts {
            out.push_str(&format!("- **{name}:** {}\n", escaped(fact)));
        }
        out.push_str(&format!("\n{}\n", tr(DISCLAIMER)));
        for part in parts {
            let table = self.section(*part);
            let body = table.to_markdown();
            let (heading, rows) = body.split_once("\n\n").unwrap_or(("", &body));
            out.push_str(&format!("\n{heading}\n\n"));
            if *part == Part::Summary {
                self.first_page(&mut out);
            }
            match why_empty(*part, &table) {
                Some(why) => out.push_str(&format!("{why}\n")),
                None => out.push_str(rows),
            }
        }
        out
    }

    /// What stands above the counts, in Markdown.
    fn first_page(&self, out: &mut String) {
        for stage in [Stage::One, Stage::Two] {
            let (question, verdict, dates) = self.stage(stage);
            let dates = dates.map(|dates| format!(" {dates}")).unwrap_or_default();
            let gates = self.gates_of(stage);
            out.push_str(&format!("**{question}** {verdict}. {gates}{dates}\n\n"));
        }
        for line in self.outlook() {
            out.push_str(&format!("{line}\n\n"));
        }
        for table in self.beside_verdicts() {
            out.push_str(&format!("#{}\n", table.to_markdown()));
        }
        out.push_str("### What it rests on\n\n");
        for line in words::sources(self.readiness) {
            out.push_str(&format!("- {}\n", escaped(&line)));
        }
        out.push_str(&format!("\n### {}\n\n", t!("In figures")));
    }

    /// The report as one HTML file that needs no other and may run nothing: its own policy
    /// forbids scripts, and every text that somebody wrote is text.
    pub fn to_html(&self, parts: &[Part], class: &str) -> String {
        html::write(self, parts, class)
    }

    fn checks(&self) -> Table {
        let row = |finding: &Finding| {
            vec![
                Cell::from(finding.rule),
                Cell::from(finding.name),
                Cell::from(finding.message.as_str()),
            ]
        };
        let open = self.findings.iter().filter(|finding| !finding.accepted);
        Table {
            head: [
                t!("Rule"),
                t!("What does not go together"),
                t!("What was found"),
            ]
            .map(str::to_owned)
            .into(),
            rows: open.map(row).collect(),
            ..Table::default()
        }
    }
}

/// What is said in the place of a table that has nothing to show.
fn why_empty(part: Part, table: &Table) -> Option<&'static str> {
    if !table.rows.is_empty() {
        return None;
    }
    Some(match part {
        Part::Actions if table.head.is_empty() => {
            t!("There is no plan; the page of the roadmap says why.")
        }
        _ if table.head.is_empty() => t!("The lists that this needs are not loaded."),
        Part::Gaps => t!("No gap was found."),
        Part::Actions => t!("No work is open."),
        Part::Checks => t!("Nothing was found that does not go together."),
        _ => t!("There is nothing to list."),
    })
}

/// The summary without what the cover and the two stages say already, and without what there is
/// none of.
fn counts_only(mut summary: Table) -> Table {
    let said = [
        t!("Organisation"),
        t!("Scope"),
        t!("Sector"),
        t!("Assessor"),
        t!("Date"),
        t!("Catalogue version"),
        t!("Version of the rules"),
    ];
    summary.rows.retain(|row| match row.as_slice() {
        [Cell::Text(what), value] => {
            !said.contains(&what.as_str())
                && !what.starts_with(t!("Stage "))
                && !matches!(value, Cell::Number(0) | Cell::Halves(0))
        }
        _ => true,
    });
    summary
}
