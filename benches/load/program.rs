//! `errand run` as an operator starts it, and what the system says of it.

use std::fs;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use super::TOKEN;

/// Clock ticks in a second, as Linux counts a process's time on every common machine.
const TICKS: f64 = 100.0;

pub struct Program {
    child: Mutex<Child>,
    dir: tempfile::TempDir,
}

impl Program {
    /// A configuration and a published action, and the program running on them.
    pub fn start(telegram: &SocketAddr, shop: SocketAddr) -> Self {
        let dir = tempfile::tempdir_in(std::env::var("BENCH_DIR").unwrap_or_else(|_| ".".into())).expect("a directory");
        let config = format!(
            "data_dir = \"data\"\nlog = \"error\"\n\
             [network]\nallow_http = [\"{telegram}\", \"{shop}\"]\nallow_private = [\"127.0.0.0/8\"]\n\
             [telegram]\ntoken = \"{TOKEN}\"\napi_url = \"http://{telegram}\"\n\
             [telegram.pacing]\nenabled = false\n"
        );
        fs::write(dir.path().join("errand.toml"), config).expect("a file");
        fs::write(dir.path().join("parcel.toml"), action(shop)).expect("a file");
        let imported =
            errand(&dir).args(["action", "import", "parcel.toml", "--publish", "--config", "errand.toml"]).output();
        let imported = imported.expect("it starts");
        assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
        Self { child: Mutex::new(run(&dir)), dir }
    }

    /// Fails when the program has ended.
    pub fn must_run(&self) {
        let ended = self.child.lock().expect("one thread").try_wait().expect("the system knows");
        assert!(ended.is_none(), "`errand run` has ended: {ended:?}");
    }

    /// Killed as by a power cut, and started again on what was written.
    pub fn is_killed_and_starts_again(&mut self) {
        self.stop();
        self.child = Mutex::new(run(&self.dir));
    }

    fn stop(&self) {
        let mut child = self.child.lock().expect("one thread");
        // It may have ended by itself; then there is nothing to kill.
        let _ = child.kill();
        let _ = child.wait();
    }

    /// Processor time that it has taken so far.
    pub fn cpu_seconds(&self) -> f64 {
        let stat = self.proc("stat");
        // The name in brackets may hold blanks; user and system time are the 12th and 13th after it.
        let after = stat.rsplit(')').next().unwrap_or_default();
        let fields: Vec<f64> = after.split_whitespace().filter_map(|field| field.parse().ok()).collect();
        // The state is a letter, and so it is not among these.
        (fields.get(10).unwrap_or(&0.0) + fields.get(11).unwrap_or(&0.0)) / TICKS
    }

    /// Resident memory.
    pub fn resident_mib(&self) -> f64 {
        let status = self.proc("status");
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kib| kib.parse::<f64>().ok());
        kib.unwrap_or_default() / 1024.0
    }

    fn proc(&self, file: &str) -> String {
        let id = self.child.lock().expect("one thread").id();
        fs::read_to_string(format!("/proc/{id}/{file}")).unwrap_or_default()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.stop();
    }
}

fn errand(dir: &tempfile::TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_errand"));
    command.current_dir(dir.path()).stdin(Stdio::null());
    command
}

fn run(dir: &tempfile::TempDir) -> Child {
    errand(dir).args(["run", "--config", "errand.toml"]).spawn().expect("it starts")
}

/// Two questions and a call that writes, so that a repetition would do harm.
fn action(shop: SocketAddr) -> String {
    format!(
        r#"
name = "parcel"
description = "Where a parcel is."
triggers = ["where is my parcel", "track my parcel", "has my parcel been sent"]
[[inputs]]
name = "parcel_number"
instructions = "It is on your receipt."
kind = {{ type = "pattern", regex = '^\d{{9,12}}$' }}
[[inputs]]
name = "postcode"
instructions = "Where it goes to."
kind = {{ type = "pattern", regex = '^\d{{5}}$' }}
[call]
method = "POST"
url = "http://{shop}/parcels/{{{{ parcel_number }}}}"
confirm = false
body = {{ postcode = "{{{{ postcode }}}}" }}
[reply]
include = ["$.status"]
text = "Your parcel {{{{ parcel_number }}}} is {{{{ status }}}}."
"#
    )
}
