//! Runs the built program in a folder of its own, with an environment of its own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder with a configuration in it.
pub struct Place {
    folder: TempDir,
    variables: Vec<(&'static str, String)>,
}

/// What came of a run.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    /// With the given configuration.
    pub fn new(config: &str) -> Self {
        let place = Self { folder: TempDir::new().expect("temporary folders can be made"), variables: Vec::new() };
        place.write("errand.toml", config);
        place
    }

    /// With one more variable of the environment.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn data(&self) -> PathBuf {
        self.path().join("errand-data")
    }

    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.path().join(file), text).expect("the folder can be written");
    }

    pub fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errand"));
        command.args(args.split_whitespace()).current_dir(self.path()).env_clear().env("USER", "ada");
        command.envs(self.variables.iter().map(|(name, value)| (*name, value.as_str())));
        command
    }

    /// Runs with nothing to read. Arguments are separated by blanks.
    pub fn run(&self, args: &str) -> Ran {
        self.feed(args, "")
    }

    /// Runs with something to read.
    pub fn feed(&self, args: &str, input: &str) -> Ran {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program is built");
        let mut stdin = child.stdin.take().expect("it is piped");
        // A program that reads nothing has closed its end.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        Ran::of(&child.wait_with_output().expect("it ends"))
    }
}

impl Ran {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            code: output.status.code().expect("it is not killed"),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }

    /// The output of a run that must have gone well.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    /// What a run says on standard error that must have ended with that code.
    #[track_caller]
    pub fn fails(self, code: i32) -> String {
        assert_eq!(self.code, code, "{self:?}");
        self.err
    }
}
