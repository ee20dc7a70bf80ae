//! Files in while a build still makes others, a destination that holds them all out.
//!
//! A file that is handed over early leaves the memory at once, so a build needs no room for its whole output. The
//! destination itself changes only in [`Staging::finish`]; what is dropped before leaves no trace.

use super::file::StagingDir;
use super::listing::Listing;
use super::{
    Report, clear_the_way, fault, folders, make_folder, make_folders, refuse_links, refuse_outside,
    remove_strays, wanted,
};
use crate::diag::Result;
use crate::site::{FileContent, OutputFile};
use rayon::prelude::*;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// A destination that is being prepared.
#[derive(Debug)]
pub struct Staging {
    destination: PathBuf,
    /// What the destination held when it was opened.
    listing: Listing,
    workshop: StagingDir,
    /// Whether the destination is empty: then the whole tree is made in the workshop, which takes its place in one
    /// step.
    whole: bool,
    /// The folders of that tree that are made.
    made: Mutex<HashSet<String>>,
}

impl Staging {
    /// Prepares to fill `destination`, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// What the operating system refuses.
    pub fn open(destination: &Path) -> Result<Self> {
        make_folder(destination)?;
        let destination = destination
            .canonicalize()
            .map_err(|error| fault("cannot open the destination", destination, &error))?;
        let listing = Listing::of(&destination)?;
        let beside = StagingDir::beside(&destination);
        let whole = listing.is_empty() && beside.is_some();
        let workshop = match beside {
            Some(workshop) => workshop,
            None => StagingDir::inside(&destination)?,
        };
        Ok(Self {
            destination,
            listing,
            workshop,
            whole,
            made: Mutex::default(),
        })
    }

    /// Takes the file that is to lie at `path`, of which no other may be handed over, and gives what stands for it
    /// in the list that [`Staging::finish`] gets.
    ///
    /// # Errors
    ///
    /// A path that would leave the destination, and what the operating system refuses.
    pub fn take(&self, path: &str, content: FileContent) -> Result<FileContent> {
        refuse_outside(path)?;
        if self.whole {
            if let Some((folder, _)) = path.rsplit_once('/') {
                self.make_folder(folder)?;
            }
            self.workshop.make(path, &content)?;
            return Ok(FileContent::Staged(None));
        }
        let entry = self.listing.get(path);
        if self
            .workshop
            .holds(&self.destination.join(path), entry, &content)?
        {
            return Ok(FileContent::Staged(None));
        }
        Ok(FileContent::Staged(Some(self.workshop.keep(&content)?)))
    }

    /// Makes a folder of the tree, once.
    fn make_folder(&self, folder: &str) -> Result<()> {
        let known = |made: &HashSet<String>| made.contains(folder);
        if known(&self.made.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(());
        }
        make_folder(&self.workshop.folder().join(folder))?;
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.insert(folder.to_owned());
        Ok(())
    }

    /// Makes the destination hold exactly `outputs`, those that were handed over among them, and what begins with
    /// one of `keep_files`; the same as [`sync`](super::sync) does with all of them at once.
    ///
    /// # Errors
    ///
    /// As those of [`sync`](super::sync).
    pub fn finish(self, outputs: &[OutputFile], keep_files: &[impl AsRef<str>]) -> Result<Report> {
        let wanted = wanted(outputs)?;
        let folders = folders(&wanted);
        if self.whole {
            make_folders(&Listing::default(), &folders, self.workshop.folder())?;
            wanted
                .par_iter()
                .try_for_each(|output| self.workshop.make(&output.path, &output.content))?;
            if !self.workshop.take_the_place_of(&self.destination) {
                make_folders(&self.listing, &folders, &self.destination)?;
                wanted
                    .par_iter()
                    .try_for_each(|output| self.workshop.move_out(&output.path, &self.destination))?;
            }
            return Ok(Report {
                written: wanted.len(),
                ..Report::default()
            });
        }
        refuse_links(&self.listing, &folders, &self.destination)?;
        let mut report = Report::default();
        report.removed += clear_the_way(&self.listing, &wanted, &folders, &self.destination)?;
        make_folders(&self.listing, &folders, &self.destination)?;
        report.written = self.write_files(&wanted)?;
        report.same = wanted.len() - report.written;
        let keep = keep_files.iter().map(AsRef::as_ref).collect::<Vec<_>>();
        report.removed += remove_strays(&self.listing, &wanted, &folders, &keep, &self.destination)?;
        Ok(report)
    }

    /// Writes what differs; gives the number of files written.
    fn write_files(&self, wanted: &[&OutputFile]) -> Result<usize> {
        let written = AtomicUsize::new(0);
        wanted.par_iter().try_for_each(|output| -> Result<()> {
            let path = self.destination.join(&*output.path);
            let entry = self.listing.get(&output.path);
            if !self.workshop.holds(&path, entry, &output.content)? {
                self.workshop.put(&path, &output.content)?;
                written.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        })?;
        Ok(written.into_inner())
    }
}
