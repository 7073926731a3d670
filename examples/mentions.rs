//! Prints every mention with its entity and reason.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]
use glane::analyse::read_conllu;
use glane::ingest::{Limits, Raw, ingest};
use glane::mention::mention;
use glane::ontology::Ontology;
fn main() {
    let ontology = Ontology::builtin().unwrap();
    let mut args = std::env::args().skip(1);
    let dir = args.next().unwrap();
    for path in args {
        let bytes = std::fs::read(&path).unwrap();
        let (docs, _) = ingest(&Raw::new(&path, &bytes), &Limits::default());
        let doc = &docs[0];
        let conllu = std::fs::read_to_string(format!("{dir}/{}.conllu", doc.id.0)).unwrap();
        let (analysis, _) = read_conllu(&conllu, Some(&doc.text));
        let (found, _) = mention(doc, &analysis, &ontology);
        for m in &found.mentions {
            let e = &found.entities[m.entity.0 as usize];
            println!(
                "{}\t{}\t{:?}\t{}\t{:.2}\t{}\t{}\t{}\t{}",
                doc.id.0,
                m.span.slice(&doc.text).replace('\n', " "),
                m.form,
                m.reason,
                m.probability,
                e.label,
                e.entity_type,
                e.named,
                m.span.start
            );
        }
    }
}
