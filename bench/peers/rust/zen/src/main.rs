//! The rules as a decision table for GoRules Zen; see bench/README.md.

use harness::{Condition, Workload};
use pollster::block_on;
use serde_json::{json, Value};
use zen_engine::model::GraphContent;
use zen_engine::{Decision, Variable};

/// The cell of one field: a test of its value.
fn cell(conditions: &[&Condition]) -> String {
    let tests: Vec<String> = conditions
        .iter()
        .map(|c| if c.op == "=" { c.value.to_string() } else { format!("{} {}", c.op, c.value) })
        .collect();
    tests.join(" and ")
}

fn table(work: &Workload) -> Value {
    let inputs: Vec<Value> = work.names.iter().map(|name| json!({"id": name, "name": name, "field": name})).collect();
    let row = |(i, rule): (usize, &Vec<Condition>)| {
        let mut cells = json!({"_id": format!("r{i}"), "fired": i.to_string()});
        for (f, name) in work.names.iter().enumerate() {
            let of_field: Vec<&Condition> = rule.iter().filter(|c| c.field == f).collect();
            cells[name] = cell(&of_field).into();
        }
        cells
    };
    let rules: Vec<Value> = work.rules.iter().enumerate().map(row).collect();
    let outputs = json!([{"id": "fired", "name": "fired", "field": "fired"}]);
    json!({
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", "content": {}},
            {"id": "table", "name": "table", "type": "decisionTableNode",
             "content": {"hitPolicy": "first", "inputs": inputs, "outputs": outputs, "rules": rules}},
            {"id": "out", "name": "out", "type": "outputNode", "content": {}},
        ],
        "edges": [{"id": "e1", "sourceId": "in", "targetId": "table"}, {"id": "e2", "sourceId": "table", "targetId": "out"}],
    })
}

fn compile(work: &Workload) -> Decision {
    let content: GraphContent = serde_json::from_value(table(work)).expect("a decision");
    let mut decision = Decision::from(content);
    decision.compile();
    decision
}

fn decode(work: &Workload, row: &[i64]) -> Variable {
    Value::Object(work.names.iter().cloned().zip(row.iter().map(|value| Value::from(*value))).collect()).into()
}

fn main() {
    harness::run(compile, decode, |decision, event| {
        let response = block_on(decision.evaluate(event.clone())).expect("a decision");
        response.result.dot("fired").map(|fired| fired.as_number().and_then(|n| u32::try_from(n).ok()).expect("a number"))
    });
}
