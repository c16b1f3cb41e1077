//! Solves PSPLIB single-mode instances (`.sm`) and compares with `optimum.csv` in the same folder:
//!
//! ```sh
//! cargo run --release -p isms-gauge-schedule --example psplib -- FOLDER [SCHEDULES]
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use isms_gauge_schedule::{
    Activity, Calendar, Demand, Link, Options, Project, Resource, check, schedule,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("expected a folder with .sm files")?);
    let budget = arguments.next().map(|text| text.parse()).transpose()?;
    let schedules = budget.unwrap_or(Options::thorough().schedules);
    let options = Options {
        schedules,
        ..Options::thorough()
    };

    let optima = read_optima(&folder)?;
    println!(
        "{:10} {:>8} {:>8} {:>7} {:>8}",
        "instance", "makespan", "optimum", "dev. %", "ms"
    );
    let (mut n, mut n_optimal, mut sum_percent, mut sum_ms, mut most_ms) =
        (0, 0, 0.0, 0.0, 0.0_f64);
    for (name, &optimum) in &optima {
        let text = std::fs::read_to_string(folder.join(name).with_extension("sm"))?;
        let project =
            parse(&text).ok_or_else(|| format!("{name}.sm is not a single-mode instance"))?;
        let begin = Instant::now();
        let found = schedule(&project, &options)?;
        let ms = begin.elapsed().as_secs_f64() * 1000.0;
        check(&project, &found).map_err(|violation| format!("{name}: {violation}"))?;
        let percent = 100.0 * (f64::from(found.makespan) / f64::from(optimum) - 1.0);
        println!(
            "{name:10} {:8} {optimum:8} {percent:7.2} {ms:8.2}",
            found.makespan
        );
        n += 1;
        n_optimal += usize::from(found.makespan == optimum);
        sum_percent += percent;
        sum_ms += ms;
        most_ms = most_ms.max(ms);
    }
    let count = f64::from(n);
    println!("{n} instances, all feasible, {schedules} schedules each at most");
    println!("mean deviation {:.3} %", sum_percent / count);
    println!(
        "optimal {n_optimal} of {n}, {:.1} %",
        100.0 * n_optimal as f64 / count
    );
    println!(
        "time {:.2} ms on average, {most_ms:.2} ms at most",
        sum_ms / count
    );
    Ok(())
}

/// Reads lines like `j301_1.sm,43`, after a heading. The instances come back in the order of their numbers.
fn read_optima(folder: &Path) -> Result<BTreeMap<String, u32>, Box<dyn Error>> {
    let text = std::fs::read_to_string(folder.join("optimum.csv"))?;
    let mut optima = BTreeMap::new();
    for line in text.lines().skip(1).filter(|line| !line.trim().is_empty()) {
        let (name, optimum) = line
            .split_once(',')
            .ok_or_else(|| format!("no comma in `{line}`"))?;
        optima.insert(
            name.trim().trim_end_matches(".sm").to_owned(),
            optimum.trim().parse()?,
        );
    }
    Ok(optima)
}

/// Reads an instance; `None` if the text has another shape.
fn parse(text: &str) -> Option<Project> {
    let numbers = |line: &str| -> Vec<u32> {
        line.split_whitespace()
            .map_while(|word| word.parse().ok())
            .collect()
    };
    let section = |heading: &'static str, n_skipped: usize| {
        let rest = text
            .lines()
            .skip_while(move |line| !line.starts_with(heading));
        rest.skip(n_skipped)
            .map(numbers)
            .take_while(|row| !row.is_empty())
    };
    let capacities = section("RESOURCEAVAILABILITIES", 2).next()?;
    let mut activities: Vec<Activity> = Vec::new();
    for row in section("REQUESTS/DURATIONS", 3) {
        let [job, _mode, duration, amounts @ ..] = row.as_slice() else {
            return None;
        };
        let demand = |(resource, &amount)| Demand { resource, amount };
        let demands = amounts.iter().enumerate().map(demand).collect();
        let name = format!("job {job}");
        activities.push(Activity {
            name,
            duration: *duration,
            demands,
            ..Activity::default()
        });
    }
    for row in section("PRECEDENCE RELATIONS", 2) {
        let [job, _n_modes, _n_successors, successors @ ..] = row.as_slice() else {
            return None;
        };
        let link = Link {
            activity: (*job as usize).checked_sub(1)?,
            lag: 0,
        };
        for successor in successors {
            let place = (*successor as usize).checked_sub(1)?;
            activities.get_mut(place)?.predecessors.push(link);
        }
    }
    let resource = |(index, &capacity): (usize, &u32)| {
        let name = format!("R{}", index + 1);
        Resource {
            name,
            calendar: Calendar::Constant(capacity),
        }
    };
    let resources = capacities.iter().enumerate().map(resource).collect();
    let horizon = activities.iter().map(|activity| activity.duration).sum();
    Some(Project {
        activities,
        resources,
        horizon,
    })
}
