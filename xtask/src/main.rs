//! The commands of the README: `cargo xtask <verb>`.
#![allow(clippy::print_stdout, reason = "a command-line program: its output is its user interface")]

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use xtask::project::Project;
use xtask::serve::ServeOptions;
use xtask::{bundle, check, serve, setup, size};

/// One verb: its name, what it does in plain words, and the function behind it.
struct Verb {
    name: &'static str,
    options: &'static str,
    help: &'static str,
    run: fn(&Project, &[String]) -> Result<()>,
}

const VERBS: &[Verb] = &[
    Verb {
        name: "setup",
        options: "",
        help: "install what the other verbs need (they also do it themselves)",
        run: |project, _| setup::everything(project),
    },
    Verb {
        name: "build",
        options: "",
        help: "build the bundle that goes on a static host into dist/",
        run: |project, _| bundle::build(project).map(drop),
    },
    Verb {
        name: "serve",
        options: "[--port N] [--prefix /some/path/] [--no-build]",
        help: "build, then serve dist/ on this machine",
        run: |project, arguments| serve::run(project, &ServeOptions::parse(arguments)?),
    },
    Verb {
        name: "test",
        options: "",
        help: "run every check: format, lints, documentation, bundle, tests",
        run: |project, _| check::run(project),
    },
    Verb {
        name: "size",
        options: "",
        help: "list the files of dist/ with their sizes, raw and gzipped",
        run: |project, _| size::report(&project.dist()),
    },
    Verb {
        name: "bench",
        options: "[--cases A,B] [--runs N] [--peers | --peers-on-worlds N | --plans-on-worlds N] ...",
        help: "build, then measure speed in a browser and natively, or beside other packages",
        run: check::bench,
    },
    Verb {
        name: "calibrate",
        options: "[arguments of the calibration]",
        help: "check model and sampler against simulated worlds and published truth",
        run: check::calibrate,
    },
    Verb {
        name: "help",
        options: "",
        help: "print this list",
        run: |project, _| {
            print_help(project);
            Ok(())
        },
    },
];

/// Environment variables, each with what it changes.
const VARIABLES: &[(&str, &str)] = &[
    ("SEXTANT_TOOLS", "folder of the tools, in place of the user's cache"),
    ("SEXTANT_WASM_ROUTE", "`rustup` or `debian`: where the compiler comes from"),
    ("SEXTANT_CHROMIUM", "the browser that the tests drive"),
    ("SEXTANT_CHROMEDRIVER", "the matching chromedriver"),
    ("SEXTANT_PYTHON", "the Python of the packages that `bench --peers` runs"),
    ("SEXTANT_DIST", "the bundle that `cargo test` looks at, in place of dist/"),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let project = Project::locate()?;
    let Some((name, rest)) = arguments.split_first() else {
        print_help(&project);
        return Ok(());
    };
    let name = name.trim_start_matches('-');
    let verb = VERBS
        .iter()
        .find(|verb| verb.name == name)
        .with_context(|| format!("there is no verb `{name}`; `cargo xtask help` lists those there are"))?;
    if verb.options.is_empty() && !rest.is_empty() {
        bail!("`{name}` takes no arguments, but got: {}", rest.join(" "));
    }
    (verb.run)(&project, rest)
}

fn print_help(project: &Project) {
    println!("cargo xtask <verb>\n");
    for verb in VERBS.iter().filter(|verb| is_available(project, verb)) {
        println!("  {:<10} {}", verb.name, verb.help);
        if !verb.options.is_empty() {
            println!("  {:<10}   {}", "", verb.options);
        }
    }
    println!("\nenvironment variables\n");
    for (name, meaning) in VARIABLES {
        println!("  {name:<22} {meaning}");
    }
}

/// A verb that only starts a program is listed once that program exists.
fn is_available(project: &Project, verb: &Verb) -> bool {
    match verb.name {
        "bench" => project.root().join(check::BENCH_SOURCE).is_file(),
        "calibrate" => project.root().join(check::CALIBRATE_SOURCE).is_file(),
        _ => true,
    }
}
