//! Writes made-up assessments into a folder, for measuring: `generate FOLDER N`.

use std::process::ExitCode;
use std::{env, fs};

use isms_gauge_core::catalogue::Catalogue;
use isms_gauge_core::file;

#[path = "../tests/common/generated.rs"]
mod generated;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("generate: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [folder, n] = args.as_slice() else {
        return Err("a folder and a number were wanted".to_owned());
    };
    let n: u64 = n.parse().map_err(|_| format!("{n:?} is no number"))?;
    let catalogue = Catalogue::embedded().map_err(|fault| fault.to_string())?;
    fs::create_dir_all(folder).map_err(|error| format!("{folder}: {error}"))?;
    for number in 0..n {
        let path = format!("{folder}/{number:06}.json");
        let text = file::write(&generated::generated(&catalogue, number));
        fs::write(&path, text).map_err(|error| format!("{path}: {error}"))?;
    }
    Ok(())
}
