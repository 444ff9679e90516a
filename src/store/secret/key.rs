//! The key of the secrets: 32 bytes, given as text or kept in a file that only this user can read.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::store::error::{KeyProblem, StoreError};

const KEY_BYTES: usize = 32;
const FILE: &str = "secret.key";
/// More than any form of a key, so that a wrong file is not read into memory.
const FILE_BYTES_MAX: u64 = 256;

/// The key that encrypts secrets. Its bytes are wiped from memory when dropped and never shown.
pub struct SecretKey(Zeroizing<[u8; KEY_BYTES]>);

impl SecretKey {
    /// Reads 64 hexadecimal digits or 44 characters of base64; white space around them is ignored.
    ///
    /// # Errors
    /// [`KeyProblem::Malformed`] when the text is neither.
    pub fn parse(text: &str) -> Result<Self, KeyProblem> {
        let text = text.trim();
        let bytes = hex::decode(text).ok().or_else(|| STANDARD.decode(text).ok()).map(Zeroizing::new);
        let bytes = bytes.ok_or(KeyProblem::Malformed)?;
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        if bytes.len() != KEY_BYTES {
            return Err(KeyProblem::Malformed);
        }
        key.copy_from_slice(&bytes);
        Ok(Self(key))
    }

    pub(super) fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    fn random() -> Result<Self, StoreError> {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        getrandom::fill(key.as_mut_slice()).map_err(StoreError::Random)?;
        Ok(Self(key))
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// Whether there is a key file in `dir`.
pub(super) fn is_there(dir: &Path) -> bool {
    dir.join(FILE).exists()
}

/// Reads the key file in `dir`. When there is none it is made, if it `may_be_new`: a new key cannot open
/// secrets that exist already.
pub(super) fn from_file(dir: &Path, may_be_new: bool) -> Result<SecretKey, StoreError> {
    let path = dir.join(FILE);
    let failed = |source| StoreError::File { path: path.clone(), source };
    match File::open(&path) {
        Ok(file) => {
            refuse_exposed(&path, &file)?;
            let mut text = Zeroizing::new(String::new());
            match file.take(FILE_BYTES_MAX).read_to_string(&mut text) {
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    return Err(KeyProblem::MalformedFile { path }.into());
                }
                Err(error) => return Err(failed(error)),
            }
            SecretKey::parse(&text).map_err(|_| KeyProblem::MalformedFile { path }.into())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if !may_be_new {
                return Err(KeyProblem::Missing { path }.into());
            }
            let key = SecretKey::random()?;
            write_new(dir, &path, &key).map_err(failed)?;
            Ok(key)
        }
        Err(error) => Err(failed(error)),
    }
}

/// Writes the file whole or not at all: beside its place first, then renamed. Nobody else makes one meanwhile: the
/// database is locked for writing.
fn write_new(dir: &Path, path: &Path, key: &SecretKey) -> io::Result<()> {
    let beside = dir.join("secret.key.new");
    match fs::remove_file(&beside) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    let mut text = Zeroizing::new(hex::encode(key.bytes()));
    text.push('\n');
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    #[cfg(unix)]
    File::open(dir)?.sync_all()?;
    Ok(())
}

#[cfg(unix)]
fn refuse_exposed(path: &Path, file: &File) -> Result<(), StoreError> {
    use std::os::unix::fs::MetadataExt;

    let metadata = file.metadata().map_err(|source| StoreError::File { path: path.to_owned(), source })?;
    let mode = metadata.mode() & 0o777;
    let of_others = mode & 0o077;
    if of_others == 0 { Ok(()) } else { Err(KeyProblem::Exposed { path: path.to_owned(), mode }.into()) }
}

#[cfg(not(unix))]
fn refuse_exposed(_path: &Path, _file: &File) -> Result<(), StoreError> {
    Ok(())
}
