//! `glane add`: articles come to a graph, or replace their forerunners.

use glane::pipeline::Change;
use glane::store::GraphDir;

use crate::Outcome;
use crate::args::Add;
use crate::build::change;
use crate::console::Console;

pub fn run(args: &Add, console: &Console) -> anyhow::Result<Outcome> {
    let root = &args.at.graph;
    GraphDir::open(root)?;
    let how = if args.keep_versions { Change::AddBeside } else { Change::Add };
    change(root, how, &args.inputs, &args.reading, None, console)
}
