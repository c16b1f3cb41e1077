//! Where you stand: verdicts, what to do first, the radar and the figures behind it.

use isms_gauge_charts::figures::axes;
use isms_gauge_charts::radar;
use isms_gauge_core::consistency::{Finding, Severity};
use isms_gauge_core::gap::Gap;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::roadmap::DateRange;
use isms_gauge_core::score::{ClauseScore, Scope, Scorecard, Summary};
use isms_gauge_core::texts::Texts;
use isms_gauge_core::verdict::{Colour, Open, RULES_VERSION, Readiness, Stage, Verdict};
use leptos::prelude::*;

use crate::components::{ChartFigure, Notice, PageHeading, ProgressBar, StackedBar, Tag, Tone};
use crate::desk::Desk;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::{CollectAny, with_english};
use crate::words;

/// How many measures are shown first.
const N_URGENT: usize = 6;

/// Says where the organisation stands.
#[component]
pub fn Overview(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let id = StoredValue::new(id);
    let nothing_answered =
        Memo::new(move |_| session.scorecard.with(|card| card.overall.n_answered == 0));
    view! {
        <div class="stack stack--wide">
            <PageHeading text=t!("Where you stand") />
            <Show when=move || nothing_answered.get()>
                <Notice tone=Tone::Neutral title=t!("Nothing is answered yet")>
                    <p>
                        {t!("Nothing answered is not the same as level 0: there is nothing to say yet. ")}
                        <a href=Route::Open(id.get_value(), Page::Questions(4, None)).href()>
                            {t!("Answer the first question")}
                        </a>
                    </p>
                </Notice>
            </Show>
            <Verdicts id=id />
            <Waits id=id />
            <Contradictions id=id />
            <Urgent id=id />
            <div class="halves">
                <Maturity id=id />
                <Conformity />
            </div>
            <SubclauseTable id=id />
            <Gates id=id />
        </div>
    }
}

/// What the verdict waits for, where it is open though something was answered: a quick run does not
/// ask for documents and controls, and says so.
#[component]
fn Waits(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let session = Session::expect();
    let open = Memo::new(move |_| {
        let is_begun = session.scorecard.with(|card| card.overall.n_answered > 0);
        let open = session.readiness.with(Readiness::open);
        (is_begun && open.n_open > 0).then_some(open)
    });
    let n_left = Memo::new(move |_| {
        let overall = session.scorecard.with(|card| card.overall);
        overall.n_asked - overall.n_answered
    });
    let item =
        move |n: usize, page: Page, one: &'static str, many: &'static str, why: &'static str| {
            let href = Route::Open(id.get_value(), page).href();
            (n > 0).then(|| {
                view! {
                    <li class="waits__item">
                        <a href=href>{words::count(n, one, many)}</a>
                        <span class="muted small">{why}</span>
                    </li>
                }
            })
        };
    let items = move |open: Open| {
        view! {
            <ol class="waits__list">
                {item(
                    n_left.get() as usize,
                    Page::Questions(4, None),
                    m!("question to answer"),
                    m!("questions to answer"),
                    t!("At the level that you know, or \"cannot tell\"."),
                )}
                {item(
                    open.n_documents,
                    Page::Documents(None),
                    m!("document to say a word on"),
                    m!("documents to say a word on"),
                    t!("Stage 1 reads them: there, a draft, or approved?"),
                )}
                {item(
                    open.n_controls,
                    Page::Controls(None),
                    m!("control to decide on"),
                    m!("controls to decide on"),
                    t!("The Statement of Applicability: in or out, and why. Whole themes at once."),
                )}
                {item(
                    usize::from(open.is_stage_one_unsaid),
                    Page::Findings(None),
                    m!("word on the audit of Stage 1"),
                    "",
                    t!("Ahead of you, or held?"),
                )}
            </ol>
        }
    };
    move || {
        open.get().map(|open| {
            let all = open.n_judged + open.n_open;
            let known = t!("{} of {} gates can be judged from what you said; {} wait for something that was not asked or not answered yet. Until then the verdict stays open, because unknown is never counted as yes. Everything below holds already: what to do first, the gaps, the plan.", open.n_judged, all, open.n_open);
            view! {
                <section class="waits card stack stack--tight" aria-labelledby="waits">
                    <h2 id="waits">{t!("Why \"cannot tell yet\", and what comes next")}</h2>
                    <p>{known}</p>
                    {items(open)}
                </section>
            }
        })
    }
}

/// Says that entries contradict each other, where they do.
#[component]
fn Contradictions(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let session = Session::expect();
    let n = Memo::new(move |_| {
        let counts = |f: &&Finding| !f.accepted && f.severity == Severity::Contradiction;
        session
            .findings
            .with(|all| all.iter().filter(counts).count())
    });
    let href = move || Route::Open(id.get_value(), Page::Checks).href();
    move || {
        (n.get() > 0).then(|| {
            let title = words::count(n.get(), m!("contradiction"), m!("contradictions"));
            view! {
                <Notice tone=Tone::Warn title=t!("{} in your entries", title)>
                    <p>
                        {t!("The verdict rests on entries that cannot all be right. ")}
                        <a href=href()>{t!("Look at them in the cross-checks")}</a>
                    </p>
                </Notice>
            }
        })
    }
}

/// The verdicts on both stages.
#[component]
pub(super) fn Verdicts(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let session = Session::expect();
    let stage = move |stage: Stage, name: &'static str, looks_at: &'static str| {
        let verdict = Memo::new(move |_| {
            session.readiness.with(|readiness| match stage {
                Stage::One => readiness.stage_1,
                Stage::Two => readiness.stage_2,
            })
        });
        let range = move || {
            session.roadmap.with(|roadmap| {
                let roadmap = roadmap.as_ref().ok()?;
                match stage {
                    Stage::One => roadmap.stage_1,
                    Stage::Two => roadmap.stage_2,
                }
            })
        };
        let counts = move || {
            session.readiness.with(|readiness| {
                let n = |colour| {
                    readiness
                        .gates
                        .iter()
                        .filter(|gate| gate.stage <= stage && gate.colour == colour)
                        .count()
                };
                t!(
                    "{} met, {} in part, {} not there, {} unknown",
                    n(Colour::Green),
                    n(Colour::Amber),
                    n(Colour::Red),
                    n(Colour::Unknown)
                )
            })
        };
        view! {
            <section class="card verdict" data-tone=move || verdict_tone(verdict.get()).name()>
                <h2>{name}</h2>
                <p class="verdict__word">{move || words::verdict(verdict.get())}</p>
                <p class="muted small">{looks_at}</p>
                {move || {
                    known_so_far(stage, session)
                        .map(|(words, n)| {
                            view! {
                                <p class="small">
                                    {words} " "
                                    <a href=Route::Open(id.get_value(), Page::Readiness(None)).href()>
                                        {words::count(n, m!("gate lacks an answer"), m!("gates lack an answer"))}
                                    </a>
                                </p>
                            }
                        })
                }}
                <p class="small">{move || t!("Gates: {}.", counts())}</p>
                {move || {
                    range()
                        .map(|range| {
                            view! {
                                <p class="small">
                                    {t!("Earliest by the plan: ")} <strong>{words::date(range.likely)}</strong>
                                    {spread(&range)}
                                </p>
                            }
                        })
                }}
            </section>
        }
    };
    view! {
        <div class="stack">
            <div class="halves halves--even">
                {stage(Stage::One, t!("Stage 1 audit"), t!("Looks mainly at the design: is Stage 2 worth holding?"))}
                {stage(Stage::Two, t!("Stage 2 audit"), t!("Looks at operation and its records: does it work?"))}
            </div>
            <p class="muted small">
                {t!("From your answers, by rule set {}. The worst gate decides, and nothing is averaged. A self-assessment: whoever answers tends to be kind. ", RULES_VERSION)} <a href=move || Route::Open(id.get_value(), Page::Roadmap).href()>{t!("See the roadmap")}</a>
            </p>
        </div>
    }
}

/// Where the verdict is still open: what the gates say that are known, and how many are not.
fn known_so_far(stage: Stage, session: Session) -> Option<(&'static str, usize)> {
    session.readiness.with(|readiness| {
        let n = |colour| {
            readiness
                .gates_of(stage)
                .filter(|gate| gate.colour == colour)
                .count()
        };
        let n_open = n(Colour::Unknown);
        if n_open == 0 || n_open == readiness.gates_of(stage).count() {
            return None;
        }
        let words = if n(Colour::Red) > 0 {
            t!("Known so far: not ready.")
        } else if n(Colour::Amber) > 0 {
            t!("Known so far: conditionally ready at best.")
        } else {
            t!("Known so far: no blocking gap.")
        };
        Some((words, n_open))
    })
}

/// What a verdict means to the reader.
fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::CannotTell => Tone::Neutral,
        Verdict::NotReady => Tone::Bad,
        Verdict::ConditionallyReady => Tone::Warn,
        Verdict::NoBlockingGapFound => Tone::Good,
    }
}

/// The ends of a range of dates, where they differ.
pub(super) fn spread(range: &DateRange) -> String {
    if range.earliest == range.latest {
        return String::new();
    }
    t!(
        " ({} to {})",
        words::date(range.earliest),
        words::date(range.latest)
    )
}

#[component]
fn Urgent(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let session = Session::expect();
    let is_any = Memo::new(move |_| session.gaps.with(|gaps| gaps.iter().any(is_said)));
    view! {
        <Show when=move || is_any.get()>
            <section class="stack" aria-labelledby="urgent">
                <h2 id="urgent">{t!("Do these first")}</h2>
                <ol class="urgent">
                    {move || {
                        session
                            .gaps
                            .with(|gaps| {
                                urgent(gaps)
                                    .into_iter()
                                    .map(|gap| urgent_item(id, gap))
                                    .collect_any()
                            })
                    }}
                </ol>
                <p>
                    <a href=Route::Open(id.get_value(), Page::Gaps).href()>
                        {move || {
                            let n = session.gaps.with(Vec::len);
                            if n == 1 { t!("See the gap").to_owned() } else { t!("See all {} gaps", n) }
                        }}
                    </a>
                </p>
            </section>
        </Show>
    }
}

/// The most urgent gap of each of the most urgent sub-clauses.
fn urgent<'a>(gaps: &'a [Gap<'static>]) -> Vec<&'a Gap<'static>> {
    let mut urgent: Vec<&Gap<'static>> = Vec::new();
    for gap in gaps.iter().filter(|gap| is_said(gap)) {
        if urgent.len() < N_URGENT && urgent.iter().all(|other| other.subclause != gap.subclause) {
            urgent.push(gap);
        }
    }
    urgent
}

/// Whether something was said on a gap: before that, the measure is to answer.
fn is_said(gap: &Gap<'_>) -> bool {
    gap.rating.is_some()
}

fn urgent_item(id: StoredValue<String>, gap: &Gap<'static>) -> impl IntoView + use<> {
    let desk = Desk::expect();
    let href = Route::Open(
        id.get_value(),
        Page::Questions(gap.subclause.clause(), Some(gap.question.id.clone())),
    )
    .href();
    let (title, role) = desk.texts.with(|texts| {
        (
            action_title(texts, gap),
            texts.role(gap.question.role).to_owned(),
        )
    });
    let detail = t!(
        "{} · {} for up to 50 people · {}",
        role,
        words::effort(gap.question.effort),
        words::count(
            gap.n_waiting as usize,
            m!("other step waits for it"),
            m!("other steps wait for it")
        )
    );
    view! {
        <li class="urgent__item">
            <a lang=words::CATALOGUE href=href>{title}</a>
            <span class="muted small">
                {with_english(&format!("{} · {detail}", gap.subclause), &[role])}
            </span>
            <Tag text=words::grade(gap.grade) tone=grade_tone(gap) />
        </li>
    }
}

/// What closes a gap, in words.
pub(super) fn action_title(texts: &Texts, gap: &Gap<'_>) -> String {
    texts.question(&gap.question.id).map_or_else(
        || format!("{} {}", gap.subclause, texts.subclause(gap.subclause)),
        |text| text.action.title.clone(),
    )
}

/// What a grade means to the reader.
pub(super) fn grade_tone(gap: &Gap<'_>) -> Tone {
    use isms_gauge_core::gap::Grade;
    match gap.grade {
        Grade::LikelyMajor | Grade::PossibleMajor => Tone::Bad,
        Grade::LikelyMinor => Tone::Warn,
        Grade::Unknown | Grade::Improvement => Tone::Neutral,
    }
}

#[component]
fn Maturity(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let svg = Signal::derive(move || session.scorecard.with(|card| radar(&axes(card))));
    let finding = Signal::derive(move || {
        session
            .scorecard
            .with(|card| desk.texts.with(|texts| radar_finding(texts, card)))
    });
    view! {
        <section class="stack" aria-labelledby="maturity">
            <h2 id="maturity">{t!("Maturity by clause")}</h2>
            <ProgressBar
                label=Signal::derive(move || {
                    session
                        .scorecard
                        .with(|card| {
                            t!("{} % of the way to target", card.overall.to_target_percent())
                        })
                })
                done=Signal::derive(move || {
                    session.scorecard.with(|card| card.overall.to_target_percent())
                })
                all=Signal::derive(|| 100)
            />
            <p class="small">
                <a href=score_href(id, Scope::Overall)>{t!("What this number rests on")}</a>
            </p>
            <ChartFigure finding=finding svg=svg>
                <ClauseTable id=id />
            </ChartFigure>
            <ul class="chart-key">
                <li data-ink="lowest">{t!("Lowest level: what counts")}</li>
                <li data-ink="mean">{t!("Mean, for trend only")}</li>
                <li data-ink="target">{t!("Target")}</li>
            </ul>
        </section>
    }
}

fn radar_finding(texts: &Texts, card: &Scorecard<'_>) -> String {
    let below = card
        .clauses
        .iter()
        .filter(|score| score.summary.lowest.is_some_and(|l| l < score.target));
    let names: Vec<String> = below.map(|score| score.clause.to_string()).collect();
    let n_unanswered = card
        .clauses
        .iter()
        .filter(|score| score.summary.n_rated == 0)
        .count();
    match (names.as_slice(), n_unanswered) {
        ([], 7) => t!("Nothing is answered yet.").to_owned(),
        ([], 0) => t!("Every clause reaches its target.").to_owned(),
        ([], _) => t!("Every clause that is answered reaches its target.").to_owned(),
        ([one], _) => {
            let title = one.parse().map(|clause| texts.clause(clause)).unwrap_or("");
            t!("Clause {}, {}, is below its target.", one, title)
        }
        (many, _) => t!("Below their target: clauses {}.", many.join(", ")),
    }
}

#[component]
fn ClauseTable(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let row = move |score: &ClauseScore| {
        let summary = score.summary;
        let title = desk
            .texts
            .with(|texts| texts.clause(score.clause).to_owned());
        view! {
            <tr>
                <th scope="row" lang=words::CATALOGUE>{format!("{} {title}", score.clause)}</th>
                <td class="number">
                    <a href=score_href(id, Scope::Clause(score.clause))>{lowest_words(&summary)}</a>
                </td>
                <td class="number">{mean_words(&summary)}</td>
                <td class="number">{score.target.steps()}</td>
                <td class="number">{format!("{} %", summary.coverage_percent())}</td>
            </tr>
        }
    };
    view! {
        <table class="table">
            <caption>{t!("Levels by clause")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!("Clause")}</th>
                    <th scope="col">{t!("Lowest")}</th>
                    <th scope="col">{t!("Mean (trend)")}</th>
                    <th scope="col">{t!("Target")}</th>
                    <th scope="col">{t!("Answered")}</th>
                </tr>
            </thead>
            <tbody>
                {move || {
                    session.scorecard.with(|card| card.clauses.iter().map(row).collect_any())
                }}
            </tbody>
        </table>
    }
}

/// Where a number is spelled out.
fn score_href(id: StoredValue<String>, scope: Scope) -> String {
    Route::Open(id.get_value(), Page::Score(super::score::key(scope))).href()
}

/// The lowest level, or the range that missing answers leave open.
fn lowest_words(summary: &Summary) -> String {
    match (summary.lowest_possible(), summary.highest_possible()) {
        (Some(low), Some(high)) if low == high => low.steps().to_string(),
        (Some(low), Some(high)) => t!("{} to {}", low.steps(), high.steps()),
        _ => "-".to_owned(),
    }
}

fn mean_words(summary: &Summary) -> String {
    words::mean(summary.steps, summary.n_rated)
}

#[component]
fn Conformity() -> impl IntoView {
    let session = Session::expect();
    let parts = Signal::derive(move || {
        session.scorecard.with(|card| {
            let all = card.overall;
            vec![
                ("met", all.n_met, "met"),
                (t!("claimed, no evidence"), all.n_claimed, "claimed"),
                (t!("partly met"), all.n_partly, "partly"),
                (t!("not met"), all.n_not_met, "not-met"),
                (t!("no occasion yet"), all.n_no_occasion, "no-occasion"),
                ("unknown", all.n_unknown, "unknown"),
            ]
        })
    });
    let coverage = Signal::derive(move || {
        session.scorecard.with(|card| {
            t!(
                "{} of {} questions answered",
                card.overall.n_answered,
                card.overall.n_asked
            )
        })
    });
    view! {
        <section class="stack" aria-labelledby="conformity">
            <h2 id="conformity">{t!("Conformity")}</h2>
            <ProgressBar
                label=coverage
                done=Signal::derive(move || session.scorecard.with(|card| card.overall.n_answered))
                all=Signal::derive(move || session.scorecard.with(|card| card.overall.n_asked))
            />
            <StackedBar parts=parts />
            <p class="muted small">
                {t!("Met means level 3 or more, with evidence named. Without evidence it is claimed. A record that cannot be shown is at most partly met. Conformity and maturity are never mixed.")}
            </p>
        </section>
    }
}

#[component]
fn SubclauseTable(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let rows = move || {
        session.scorecard.with(|card| {
            card.subclauses
                .iter()
                .map(|score| {
                    let summary = score.summary;
                    let title = desk
                        .texts
                        .with(|texts| texts.subclause(score.id).to_owned());
                    let href = Route::Open(
                        id.get_value(),
                        Page::Questions(
                            score.id.clause(),
                            score
                                .readings
                                .first()
                                .map(|reading| reading.question.id.clone()),
                        ),
                    )
                    .href();
                    view! {
                        <tr>
                            <th scope="row">
                                <a lang=words::CATALOGUE href=href>{format!("{} {title}", score.id)}</a>
                            </th>
                            <td>
                                <span class="heat" aria-hidden="true">
                                    {(1..=5_u8)
                                        .map(|step| {
                                            view! {
                                                <span
                                                    class="heat__cell"
                                                    data-level=heat_level(&summary, step)
                                                    class:heat__cell--target=step
                                                        == score.target.steps()
                                                ></span>
                                            }
                                        })
                                        .collect_any()}
                                </span>
                            </td>
                            <td class="number">
                                <a href=score_href(id, Scope::Subclause(score.id))>
                                    {lowest_words(&summary)}
                                </a>
                            </td>
                            <td class="number">{mean_words(&summary)}</td>
                            <td class="number">{score.target.steps()}</td>
                            <td class="number">
                                {t!("{} of {}", summary.n_met, summary.n_asked)}
                            </td>
                            <td class="small">{words::basis(score.basis)}</td>
                        </tr>
                    }
                })
                .collect_any()
        })
    };
    view! {
        <section class="stack" aria-labelledby="subclauses">
            <h2 id="subclauses">{t!("By sub-clause")}</h2>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="subclauses">
                <table class="table table--rows">
                    <thead>
                        <tr>
                            <th scope="col">{t!("Sub-clause")}</th>
                            <td></td>
                            <th scope="col">{t!("Lowest")}</th>
                            <th scope="col">{t!("Mean (trend)")}</th>
                            <th scope="col">{t!("Target")}</th>
                            <th scope="col">{t!("Met")}</th>
                            <th scope="col">{t!("Rests on")}</th>
                        </tr>
                    </thead>
                    <tbody>{move || rows()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The level whose colour a cell takes, where the lowest level reaches it.
fn heat_level(summary: &Summary, step: u8) -> Option<String> {
    summary
        .lowest
        .filter(|lowest| lowest.steps() >= step)
        .map(|lowest: Level| lowest.steps().to_string())
}

/// What the colour of a gate means to the reader.
pub(super) fn colour_tone(colour: Colour) -> Tone {
    match colour {
        Colour::Unknown => Tone::Neutral,
        Colour::Red => Tone::Bad,
        Colour::Amber => Tone::Warn,
        Colour::Green => Tone::Good,
    }
}

/// All gates at a glance; each leads to its explanation.
#[component]
fn Gates(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let board = move |stage: Stage| {
        session.readiness.with(|readiness| {
            let gates = readiness.gates.iter().filter(|gate| gate.stage == stage);
            gates
                .map(|gate| {
                    let page = Page::Readiness(Some(gate.id.to_owned()));
                    let href = Route::Open(id.get_value(), page).href();
                    let text = desk.texts.with(|texts| texts.gate(gate.id).to_owned());
                    let tone = colour_tone(gate.colour);
                    view! {
                        <li class="gate" data-tone=tone.name()>
                            <a class="gate__link" href=href>
                                <span class="gate__id">{gate.id}</span>
                                <span class="gate__text" lang=words::CATALOGUE>{text}</span>
                                <Tag text=words::colour(gate.colour) tone=tone />
                            </a>
                        </li>
                    }
                })
                .collect_any()
        })
    };
    view! {
        <section class="stack" aria-labelledby="gates">
            <h2 id="gates">{t!("Readiness gates")}</h2>
            <h3>{t!("Stage 1: the design")}</h3>
            <ul class="gates">{move || board(Stage::One)}</ul>
            <h3>{t!("Stage 2: operation and its records")}</h3>
            <ul class="gates">{move || board(Stage::Two)}</ul>
            <p>
                <a href=move || Route::Open(id.get_value(), Page::Readiness(None)).href()>
                    {t!("Why each gate has its colour, and what would change it")}
                </a>
            </p>
        </section>
    }
}
