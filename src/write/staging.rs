//! Accepts files while a build still makes others, and then publishes all of them in the destination.
//!
//! A file that is staged early leaves memory at once, so a build does not need memory for its whole output. The
//! destination changes only in [`Staging::finish`]; a `Staging` that is dropped before leaves no trace.

use super::file::has_content;
use super::listing::Listing;
use super::staging_dir::StagingDir;
use super::{Outputs, Report, SafeDestination, fault, interrupt, make_folder, make_folders, make_room};
use super::{refuse_links, refuse_outside, remove_empty, strays};
use crate::diag::Result;
use crate::site::{FileContent, OutputFile};
use parking_lot::Mutex;
use rayon::prelude::*;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A destination that is being prepared. No other build can open it meanwhile.
#[derive(Debug)]
pub struct Staging {
    safe: SafeDestination,
    /// The real path of the destination.
    destination: PathBuf,
    /// What the destination held when it was opened.
    listing: Listing,
    staging_dir: StagingDir,
    /// Whether the destination was empty: then the whole tree is made in the staging directory and renamed at once.
    is_fresh: bool,
    /// The folders of that tree that exist.
    made: Mutex<HashSet<String>>,
    /// Whether the destination did not exist and nothing is published in it yet.
    is_provisional: bool,
}

/// A build that publishes nothing leaves no empty destination.
impl Drop for Staging {
    fn drop(&mut self) {
        if self.is_provisional {
            remove_empty(&self.destination);
        }
    }
}

impl Staging {
    /// Prepares to fill a destination, which is made if it does not exist. If another build has opened it, calls
    /// `wait` and then waits until that build ends.
    ///
    /// # Errors
    ///
    /// What the operating system refuses.
    pub fn open(safe: SafeDestination, wait: &dyn Fn()) -> Result<Self> {
        let is_provisional = safe.path.symlink_metadata().is_err();
        make_folder(&safe.path)?;
        let destination = safe
            .path
            .canonicalize()
            .map_err(|error| fault("cannot open the destination", &safe.path, &error))?;
        let staging_dir = StagingDir::open(&destination, wait)?;
        // Another build may have replaced the folder before this one got the lock.
        make_folder(&destination)?;
        let listing = Listing::of(&destination)?;
        let is_inside = staging_dir.tree().starts_with(&destination);
        Ok(Self {
            is_fresh: listing.is_empty() && !is_inside,
            safe,
            destination,
            listing,
            staging_dir,
            is_provisional,
            made: Mutex::default(),
        })
    }

    /// Stages the file for `path`, which must not be staged twice. Returns what represents it in the list for
    /// [`Staging::finish`].
    ///
    /// # Errors
    ///
    /// A path that would leave the destination, and what the operating system refuses.
    pub fn take(&self, path: &str, content: FileContent) -> Result<FileContent> {
        refuse_outside(path)?;
        if self.is_fresh {
            if let Some((folder, _)) = path.rsplit_once('/') {
                self.make_folder(folder)?;
            }
            self.staging_dir.make(path, &content)?;
            return Ok(FileContent::Staged(None));
        }
        let entry = self.listing.get(path);
        if has_content(&self.destination.join(path), entry, &content)? {
            return Ok(FileContent::Staged(None));
        }
        Ok(FileContent::Staged(Some(self.staging_dir.keep(&content)?)))
    }

    /// Makes a folder of the tree, once.
    fn make_folder(&self, folder: &str) -> Result<()> {
        let known = |made: &HashSet<String>| made.contains(folder);
        if known(&self.made.lock()) {
            return Ok(());
        }
        self.staging_dir.make_folder(folder)?;
        let mut made = self.made.lock();
        made.insert(folder.to_owned());
        Ok(())
    }

    /// Makes the destination hold exactly `outputs`, which include the staged files, and the files
    /// that begin with one of `keep_files` (literal prefixes of paths, as in Jekyll's cleaner: `.git` also keeps
    /// `.github`).
    ///
    /// Of several outputs with one path, the last one counts. Symbolic links in the destination are never followed:
    /// a link in the place of a file is replaced, a link in the place of a folder is an error.
    ///
    /// # Errors
    ///
    /// A path that would leave the destination, a symbolic link on the way, files that no build wrote (see
    /// [`SafeDestination::force`]), and what the operating system refuses. Everything that is found before the first
    /// write leaves the destination as it was.
    pub fn finish(mut self, outputs: &[OutputFile], keep_files: &[impl AsRef<str>]) -> Result<Report> {
        let outputs = Outputs::of(outputs)?;
        let report = match self.is_fresh {
            true => self.publish_tree(&outputs)?,
            false => self.publish_files(&outputs, keep_files)?,
        };
        self.is_provisional = false;
        self.safe.remember();
        Ok(report)
    }

    /// Renames the tree to the destination, or moves its files if that is not possible (a mount point).
    fn publish_tree(&self, outputs: &Outputs<'_>) -> Result<Report> {
        make_folders(&Listing::default(), &outputs.folders, &self.staging_dir.tree())?;
        outputs
            .files
            .par_iter()
            .try_for_each(|output| self.staging_dir.make(&output.path, &output.content))?;
        let _publishing = interrupt::publishing();
        if !self.staging_dir.replace(&self.destination) {
            make_folders(&self.listing, &outputs.folders, &self.destination)?;
            outputs
                .files
                .par_iter()
                .try_for_each(|output| self.staging_dir.move_out(&output.path, &self.destination))?;
        }
        Ok(Report {
            written: outputs.files.len(),
            ..Report::default()
        })
    }

    /// Renames what differs into the destination, and removes what this build did not make.
    fn publish_files(&self, outputs: &Outputs<'_>, keep_files: &[impl AsRef<str>]) -> Result<Report> {
        let keep = keep_files.iter().map(AsRef::as_ref).collect::<Vec<_>>();
        let strays = strays::of(&self.listing, outputs, &keep);
        strays::check(&strays, &self.safe)?;
        refuse_links(&self.listing, &outputs.folders, &self.destination)?;
        let _publishing = interrupt::publishing();
        let mut report = Report {
            removed: make_room(&self.listing, outputs, &self.destination)?,
            ..Report::default()
        };
        make_folders(&self.listing, &outputs.folders, &self.destination)?;
        report.written = self.write_files(outputs)?;
        report.same = outputs.files.len() - report.written;
        report.removed += strays::remove(&strays, outputs, &self.destination)?;
        Ok(report)
    }

    /// Writes what differs; returns the number of files written.
    fn write_files(&self, outputs: &Outputs<'_>) -> Result<usize> {
        let written = AtomicUsize::new(0);
        outputs.files.par_iter().try_for_each(|output| -> Result<()> {
            let path = self.destination.join(&*output.path);
            if !has_content(&path, self.listing.get(&output.path), &output.content)? {
                self.staging_dir.put(&path, &output.content)?;
                written.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        })?;
        Ok(written.into_inner())
    }
}
