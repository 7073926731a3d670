//! One order for every store.
//!
//! SPARQL leaves open what equal rows of `ORDER BY` come to, in which order `GROUP_CONCAT` joins and which value `SAMPLE`
//! takes; a store answers in the order of its own tables, and another store in another. In: a parsed query. Out: the
//! same query, with what was open settled by the values themselves. `LIMIT` without `ORDER BY` stays open: settling it
//! would read and sort all that it is there to leave out.

use spargebra::Query;
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, Function, GraphPattern, OrderExpression};
use spargebra::term::Variable;

/// Settles what the query leaves open; answers whether it orders its rows itself.
pub(super) fn settle(query: &mut Query) -> bool {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = query;
    walk(pattern);
    ordered(pattern)
}

/// True where the rows of the whole query come in an order that was asked for, not those of a part of it alone.
fn ordered(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::OrderBy { .. } => true,
        // What stands below the projection and is a projection again is a query inside the query.
        GraphPattern::Project { inner, .. } => matches!(**inner, GraphPattern::OrderBy { .. }),
        GraphPattern::Distinct { inner } | GraphPattern::Slice { inner, .. } => ordered(inner),
        _ => false,
    }
}

fn walk(pattern: &mut GraphPattern) {
    match pattern {
        GraphPattern::Join { left, right }
        | GraphPattern::LeftJoin { left, right, .. }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => {
            walk(left);
            walk(right);
        }
        GraphPattern::OrderBy { inner, expression } => {
            walk(inner);
            expression.extend(keys(&in_scope(inner)));
        }
        GraphPattern::Group { inner, aggregates, .. } => {
            walk(inner);
            if let Some(seen) = seen_in_order(inner, aggregates) {
                let rows = std::mem::take(inner);
                **inner = GraphPattern::OrderBy { inner: rows, expression: keys(&seen).collect() };
            }
        }
        // How many equal rows REDUCED leaves is the store's affair; DISTINCT is one of the answers that it allows.
        GraphPattern::Reduced { inner } => {
            walk(inner);
            let rows = std::mem::take(inner);
            *pattern = GraphPattern::Distinct { inner: rows };
        }
        GraphPattern::Filter { inner, .. }
        | GraphPattern::Graph { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Slice { inner, .. } => walk(inner),
        GraphPattern::Bgp { .. }
        | GraphPattern::Path { .. }
        | GraphPattern::Values { .. }
        | GraphPattern::Service { .. } => {}
    }
}

/// The variables whose order shows in the values of a group; none where no aggregate looks at it.
fn seen_in_order(inner: &GraphPattern, aggregates: &[(Variable, AggregateExpression)]) -> Option<Vec<Variable>> {
    let looks = |aggregate: &AggregateExpression| match aggregate {
        AggregateExpression::FunctionCall { name, expr, .. } => {
            matches!(name, AggregateFunction::GroupConcat { .. } | AggregateFunction::Sample).then(|| expr.clone())
        }
        AggregateExpression::CountSolutions { .. } => None,
    };
    let mut seen = Vec::new();
    for expression in aggregates.iter().filter_map(|(_, aggregate)| looks(aggregate)) {
        match expression {
            Expression::Variable(variable) => seen.push(variable),
            _ => return Some(in_scope(inner)),
        }
    }
    seen.sort();
    seen.dedup();
    (!seen.is_empty()).then_some(seen)
}

/// Sorted, each once.
fn in_scope(pattern: &GraphPattern) -> Vec<Variable> {
    let mut variables = Vec::new();
    pattern.on_in_scope_variable(|variable| variables.push(variable.clone()));
    variables.sort();
    variables.dedup();
    variables
}

/// Text, language and datatype tell apart what SPARQL's own order takes for equal (`1` and `1.0`); the term itself comes
/// last, for what has no text.
fn keys(variables: &[Variable]) -> impl Iterator<Item = OrderExpression> {
    variables.iter().flat_map(|variable| {
        let term = Expression::Variable(variable.clone());
        let of = |function, term: &Expression| Expression::FunctionCall(function, vec![term.clone()]);
        let datatype = of(Function::Str, &of(Function::Datatype, &term));
        [of(Function::Str, &term), of(Function::Lang, &term), datatype, term].map(OrderExpression::Asc)
    })
}

#[cfg(test)]
mod tests {
    use oxigraph::io::RdfFormat;
    use oxigraph::sparql::{QueryResults, SparqlEvaluator};
    use oxigraph::store::Store;
    use spargebra::SparqlParser;

    use super::*;

    fn parsed(sparql: &str) -> Query {
        SparqlParser::new().parse_query(sparql).expect("it is SPARQL")
    }

    /// Rows over the same triples, inserted in this order.
    fn rows(sparql: &str, lines: &[&str]) -> Vec<String> {
        let store = Store::new().expect("there is memory");
        let mut loader = store.bulk_loader();
        loader.load_from_slice(RdfFormat::NTriples, &lines.join("\n")).expect("they are triples");
        loader.commit().expect("there is memory");
        let mut query = parsed(sparql);
        settle(&mut query);
        let results = SparqlEvaluator::new().for_query(query).on_store(&store).execute().expect("it has an answer");
        let QueryResults::Solutions(rows) = results else { panic!("it is a SELECT") };
        rows.map(|row| format!("{:?}", row.expect("it has a value").values())).collect()
    }

    #[test]
    fn the_order_of_insertion_does_not_show() {
        let numbers = ["1", "01", "2", "10", "3"].map(|n| {
            format!("<x:{n}> <x:p> \"1\" .\n<x:{n}> <x:q> \"{n}\"^^<http://www.w3.org/2001/XMLSchema#integer> .")
        });
        let names = ["<x:a> <x:p> \"é\"@fr .", "<x:a> <x:p> \"é\"@en .", "<x:a> <x:p> \"é\" ."];
        let lines: Vec<&str> = numbers.iter().map(String::as_str).chain(names).collect();
        let backwards: Vec<&str> = lines.iter().rev().copied().collect();
        for sparql in [
            "SELECT ?s { ?s <x:p> ?o } ORDER BY ?o",
            "SELECT ?s ?o { ?s <x:q> ?o } ORDER BY DESC(?o)",
            "SELECT (GROUP_CONCAT(?o) AS ?all) { ?s ?p ?o }",
            "SELECT (GROUP_CONCAT(STR(?s)) AS ?all) { ?s ?p ?o }",
            "SELECT ?p (SAMPLE(?o) AS ?one) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
            "SELECT ?o { { SELECT ?o { ?s ?p ?o } ORDER BY ?p LIMIT 3 } } ORDER BY ?o",
            "SELECT REDUCED ?p { ?s ?p ?o } ORDER BY ?o",
        ] {
            let found = rows(sparql, &lines);
            assert!(!found.is_empty());
            assert_eq!(found, rows(sparql, &backwards), "{sparql}");
        }
    }

    #[test]
    fn only_the_order_of_the_whole_counts() {
        let orders = |sparql: &str| settle(&mut parsed(sparql));
        assert!(orders("SELECT DISTINCT ?s { ?s ?p ?o } ORDER\nBY ?o LIMIT 1") && !orders("SELECT ?s { ?s ?p ?o }"));
        assert!(!orders("SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY ?s } }"));
        assert!(!orders("SELECT ?s { ?s ?p \"ORDER BY\" } # ORDER BY ?s"));
    }
}
