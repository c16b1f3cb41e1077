//! A tiny language for projects.
//!
//! Parts are separated by `|`. An activity is its name, its duration, and then any of
//! `r` or `r:2` (holds 1 or 2 of resource r), `after a b+3` (b with a lag), `from 4` (release),
//! `at 2-5` (fixed). A resource is `cap r 2`, or `week r 1,1,0` for a pattern; exceptions are
//! `off r 3-5` and `offers r 3-5 2`. `horizon 9` replaces the usual 99 slots.

use isms_gauge_schedule::{
    Activity, Calendar, Cause, Demand, Exception, Link, Options, Project, Resource, Schedule, Span,
    check, schedule,
};

/// Reads a project.
pub fn project(text: &str) -> Project {
    let parts: Vec<Vec<&str>> = text
        .split('|')
        .map(|p| p.split_whitespace().collect())
        .collect();
    let mut project = Project {
        horizon: 99,
        ..Project::default()
    };
    for part in &parts {
        match part.as_slice() {
            ["cap", name, units] => {
                add_resource(&mut project, name, Calendar::Constant(number(units)));
            }
            ["week", name, units] => {
                let week = units.split(',').map(number).collect();
                add_resource(
                    &mut project,
                    name,
                    Calendar::Pattern {
                        week,
                        exceptions: vec![],
                    },
                );
            }
            ["off", name, when] => add_exception(&mut project, name, span(when), 0),
            ["offers", name, when, units] => {
                add_exception(&mut project, name, span(when), number(units));
            }
            ["horizon", slots] => project.horizon = number(slots),
            _ => {}
        }
    }
    let is_activity = |part: &&Vec<&str>| {
        !["cap", "week", "off", "offers", "horizon"]
            .contains(&part.first().copied().unwrap_or("cap"))
    };
    let parts: Vec<&Vec<&str>> = parts.iter().filter(is_activity).collect();
    let names: Vec<&str> = parts.iter().map(|part| part[0]).collect();
    for part in parts {
        let read = activity(part, &names, &project.resources);
        project.activities.push(read);
    }
    project
}

fn activity(words: &[&str], names: &[&str], resources: &[Resource]) -> Activity {
    let mut activity = Activity {
        name: words[0].to_owned(),
        duration: number(words[1]),
        ..Activity::default()
    };
    let mut mode = "";
    for &word in &words[2..] {
        match (mode, word) {
            (_, "after" | "from" | "at") => mode = word,
            ("from", _) => activity.release = number(word),
            ("at", _) => activity.fixed = Some(span(word)),
            ("after", _) => {
                let (name, lag) = word.split_once('+').unwrap_or((word, "0"));
                let place = names
                    .iter()
                    .position(|other| *other == name)
                    .unwrap_or(names.len());
                activity.predecessors.push(Link {
                    activity: place,
                    lag: number(lag),
                });
            }
            _ => {
                let (name, amount) = word.split_once(':').unwrap_or((word, "1"));
                let place = resources.iter().position(|resource| resource.name == name);
                let resource = place.unwrap_or(resources.len());
                activity.demands.push(Demand {
                    resource,
                    amount: number(amount),
                });
            }
        }
    }
    activity
}

fn add_resource(project: &mut Project, name: &str, calendar: Calendar) {
    project.resources.push(Resource {
        name: name.to_owned(),
        calendar,
    });
}

fn add_exception(project: &mut Project, name: &str, span: Span, capacity: u32) {
    let resource = project
        .resources
        .iter_mut()
        .find(|resource| resource.name == name)
        .unwrap();
    if let Calendar::Constant(units) = resource.calendar {
        resource.calendar = Calendar::Pattern {
            week: vec![units],
            exceptions: vec![],
        };
    }
    if let Calendar::Pattern { exceptions, .. } = &mut resource.calendar {
        exceptions.push(Exception { span, capacity });
    }
}

fn number(word: &str) -> u32 {
    word.parse()
        .unwrap_or_else(|_| panic!("`{word}` is not a number"))
}

fn span(word: &str) -> Span {
    let (start, finish) = word.split_once('-').unwrap();
    Span {
        start: number(start),
        finish: number(finish),
    }
}

/// Schedules a project in words and checks the result.
pub fn solved(text: &str) -> (Project, Schedule) {
    let project = project(text);
    let found = schedule(&project, &Options::thorough()).unwrap();
    check(&project, &found).unwrap();
    (project, found)
}

/// Expects these spans, as in `a 0-3 | b 3-5`.
#[track_caller]
pub fn expect_spans(text: &str, spans: &str) {
    let (project, found) = solved(text);
    let show = |(activity, span): (&Activity, &Span)| {
        format!("{} {}-{}", activity.name, span.start, span.finish)
    };
    let got: Vec<String> = project
        .activities
        .iter()
        .zip(&found.spans)
        .map(show)
        .collect();
    assert_eq!(got.join(" | "), spans, "for {text}");
}

/// Expects this makespan.
#[track_caller]
pub fn expect_makespan(text: &str, makespan: u32) {
    assert_eq!(solved(text).1.makespan, makespan, "for {text}");
}

/// Expects these causes, as in `start | after a | r from b | off r`.
#[track_caller]
pub fn expect_causes(text: &str, causes: &str) {
    let (project, found) = solved(text);
    let name = |activity: usize| project.activities[activity].name.as_str();
    let show = |cause: &Cause| match *cause {
        Cause::Start => "start".to_owned(),
        Cause::Release => "release".to_owned(),
        Cause::Fixed => "fixed".to_owned(),
        Cause::Predecessor { activity, lag: 0 } => format!("after {}", name(activity)),
        Cause::Predecessor { activity, lag } => format!("after {}+{lag}", name(activity)),
        Cause::Resource { resource, activity } => {
            format!(
                "{} from {}",
                project.resources[resource].name,
                name(activity)
            )
        }
        Cause::Break { resource, after } => {
            let after = after.map(|after| format!(" after {}", name(after)));
            format!(
                "off {}{}",
                project.resources[resource].name,
                after.unwrap_or_default()
            )
        }
    };
    let got: Vec<String> = found.causes.iter().map(show).collect();
    assert_eq!(got.join(" | "), causes, "for {text}");
}

/// Expects that the project is refused with this message.
#[track_caller]
pub fn expect_error(text: &str, message: &str) {
    let error = schedule(&project(text), &Options::quick()).unwrap_err();
    assert_eq!(error.to_string(), message, "for {text}");
}
