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
    change(root, Change::Add, &args.inputs, &args.reading, None, console)
}
