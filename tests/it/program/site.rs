//! A folder as an operator has it: a configuration, a store, and a customer's API that is within reach.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::{fs, str};

use crate::actions::{self, EXAMPLES, SHOP_KEY, SHOP_SIGNING};
use crate::api::{Api, PATIENCE};

pub struct Site {
    pub api: Api,
    dir: tempfile::TempDir,
}

/// A process that has ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Ended {
    /// `None` when it was killed.
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Site {
    /// A configuration and no store yet.
    pub fn new() -> Self {
        let site = Self { api: Api::open(), dir: tempfile::tempdir().expect("a directory") };
        let address = site.api.address;
        let config = format!(
            "data_dir = \"data\"\nlog = \"error\"\n[network]\nallow_http = [\"{address}\"]\nallow_private = [\"127.0.0.0/8\"]\n"
        );
        fs::write(site.config(), config).expect("a file");
        for (file, toml) in EXAMPLES {
            site.write(file, &actions::at(address, toml));
        }
        site
    }

    /// The worked examples are published.
    pub fn published() -> Self {
        Self::publishing(&EXAMPLES.map(|(file, _)| file))
    }

    /// These of the worked examples are published; fewer start sooner.
    pub fn publishing(files: &[&str]) -> Self {
        let site = Self::new();
        let args = [&["action", "import", "--publish"], files].concat();
        assert_eq!(site.run(&args, "").code, Some(0));
        site
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.dir.path().join(file)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub fn config(&self) -> PathBuf {
        self.path("errand.toml")
    }

    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.path(file), text).expect("a file");
    }

    /// The program with these arguments, this site's configuration and the examples' secrets.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = errand(args);
        command.arg("--config").arg(self.config()).current_dir(self.dir.path());
        command.env("ERRAND_SECRET_SHOP_KEY", SHOP_KEY).env("ERRAND_SECRET_SHOP_SIGNING", SHOP_SIGNING);
        command
    }

    pub fn run(&self, args: &[&str], input: impl AsRef<[u8]>) -> Ended {
        run(self.command(args), input)
    }
}

/// The program, with nothing of this process's environment but where temporary files go.
pub fn errand(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_errand"));
    command.args(args).env_clear().env("TMPDIR", std::env::temp_dir());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What is typed, each with its end.
pub fn lines(typed: &[&str]) -> String {
    typed.iter().flat_map(|line| [*line, "\n"]).collect()
}

/// Runs a command to its end. One that does not end in time is killed, and fails the test.
pub fn run(mut command: Command, input: impl AsRef<[u8]>) -> Ended {
    let mut child = command.spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.as_ref().to_vec();
    // A program that ends early does not read everything.
    thread::spawn(move || drop(stdin.write_all(&input)));
    let (out, err) = (reader(child.stdout.take()), reader(child.stderr.take()));
    let code = wait(&mut child);
    let text =
        |bytes: mpsc::Receiver<Vec<u8>>| String::from_utf8(bytes.recv().expect("it was read")).expect("it writes text");
    Ended { code, out: text(out), err: text(err) }
}

fn reader(from: Option<impl Read + Send + 'static>) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    let mut from = from.expect("a pipe");
    thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).expect("a pipe can be read");
        let _ = sender.send(bytes);
    });
    receiver
}

/// The exit code; fails the test when it does not come in time.
pub fn wait(child: &mut Child) -> Option<i32> {
    let pid = child.id();
    let (ended, watched) = mpsc::channel::<()>();
    let watchdog = thread::spawn(move || {
        let late = watched.recv_timeout(PATIENCE).is_err_and(|error| error == mpsc::RecvTimeoutError::Timeout);
        if late {
            signal(pid, "KILL");
        }
        late
    });
    let status = child.wait().expect("it was started");
    drop(ended);
    assert!(!watchdog.join().expect("it does not panic"), "the program did not end in time");
    status.code()
}

/// Sends a signal to a process of ours.
pub fn signal(pid: u32, name: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), &pid.to_string()]).status();
    assert!(sent.expect("kill is there").success(), "the process is there");
}

/// Every file below a folder.
pub fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
