//! Records in order, whatever their number: what fits into memory is sorted there, the rest in runs on disk.
//!
//! External merge sort (Knuth, TAOCP 3, 5.4). Records are bytes; equal ones come once. Runs are sorted stably by
//! comparison, which is quick here because exporters hand things over nearly in order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use rayon::slice::ParallelSliceMut;

/// Bytes of records that memory holds before they go to disk.
const ROOM: usize = 96 << 20;

/// A record in memory: sixteen bytes behind what all records begin with, as a number that sorts like them; start; length.
type Span = (u128, u32, u32);

/// Takes records in any order.
pub(super) struct Sorter {
    room: usize,
    bytes: Vec<u8>,
    spans: Vec<Span>,
    runs: Vec<File>,
}

impl Sorter {
    pub(super) fn new() -> Self {
        Self::with_room(ROOM)
    }

    fn with_room(room: usize) -> Self {
        Self { room, bytes: Vec::new(), spans: Vec::new(), runs: Vec::new() }
    }

    /// Takes a record, which `fill` appends to what it is given.
    pub(super) fn push(&mut self, fill: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        let start = self.bytes.len();
        fill(&mut self.bytes);
        self.spans.push((0, start as u32, (self.bytes.len() - start) as u32));
        if self.bytes.len() > self.room { self.spill() } else { Ok(()) }
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        let record = |span: &Span| &bytes[span.1 as usize..(span.1 + span.2) as usize];
        let Some(first) = self.spans.first().map(record) else { return };
        let alike = |a: &[u8], b: &[u8]| a.iter().zip(b).take_while(|(x, y)| x == y).count();
        let common = self.spans.iter().fold(first.len(), |n, span| alike(&first[..n], record(span)));
        for span in &mut self.spans {
            let rest = &bytes[span.1 as usize + common..(span.1 + span.2) as usize];
            let mut head = [0; 16];
            let n = rest.len().min(16);
            head[..n].copy_from_slice(&rest[..n]);
            span.0 = u128::from_be_bytes(head);
        }
        self.spans.par_sort_by(|a, b| a.0.cmp(&b.0).then_with(|| record(a)[common..].cmp(&record(b)[common..])));
        self.spans.dedup_by(|a, b| a.0 == b.0 && record(a) == record(b));
    }

    /// The records in memory to a run on disk: each behind its length.
    fn spill(&mut self) -> io::Result<()> {
        self.sort();
        let mut run = BufWriter::with_capacity(1 << 18, tempfile::tempfile()?);
        for (_, start, length) in &self.spans {
            run.write_all(&length.to_le_bytes())?;
            run.write_all(&self.bytes[*start as usize..(start + length) as usize])?;
        }
        let mut file = run.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.runs.push(file);
        self.bytes.clear();
        self.spans.clear();
        Ok(())
    }

    /// Gives all records, in order, each once.
    pub(super) fn finish(mut self, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        if self.runs.is_empty() {
            self.sort();
            return self.spans.iter().try_for_each(|(_, s, n)| each(&self.bytes[*s as usize..(s + n) as usize]));
        }
        self.spill()?;
        self.bytes = Vec::new();
        let mut runs: Vec<Run> = Vec::new();
        let mut heads: BinaryHeap<Reverse<(Vec<u8>, usize)>> = BinaryHeap::new();
        for file in self.runs.drain(..) {
            let mut run = Run(BufReader::with_capacity(1 << 18, file));
            if let Some(head) = run.next()? {
                heads.push(Reverse((head, runs.len())));
            }
            runs.push(run);
        }
        let mut last: Option<Vec<u8>> = None;
        while let Some(Reverse((record, i))) = heads.pop() {
            if last.as_ref() != Some(&record) {
                each(&record)?;
                last = Some(record);
            }
            if let Some(next) = runs[i].next()? {
                heads.push(Reverse((next, i)));
            }
        }
        Ok(())
    }
}

/// A run on disk.
struct Run(BufReader<File>);

impl Run {
    fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut length = [0; 4];
        match self.0.read_exact(&mut length) {
            Ok(()) => {}
            Err(end) if end.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(fault) => return Err(fault),
        }
        let mut record = vec![0; u32::from_le_bytes(length) as usize];
        self.0.read_exact(&mut record)?;
        Ok(Some(record))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sorted(records: &[Vec<u8>], room: usize) -> Vec<Vec<u8>> {
        let mut sorter = Sorter::with_room(room);
        for record in records {
            sorter.push(|bytes| bytes.extend_from_slice(record)).expect("there is room on disk");
        }
        let mut all = Vec::new();
        sorter
            .finish(|record| {
                all.push(record.to_vec());
                Ok(())
            })
            .expect("the runs can be read");
        all
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_memory_whatever_the_room(
            records in proptest::collection::vec(proptest::collection::vec(0u8..4, 0..4), 0..60),
            room in 0usize..40,
        ) {
            let mut expected = records.clone();
            expected.sort();
            expected.dedup();
            prop_assert_eq!(sorted(&records, room), expected);
        }
    }
}
