//! The rules as Rego for regorus, compiled for its virtual machine; see bench/README.md.

use std::fmt::Write;

use harness::Workload;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Value};

/// Rules of one chain: a rule of the virtual machine has 255 registers.
const RULES_A_CHAIN: usize = 10;

struct Rules {
    machine: RegoVM,
    chains: usize,
}

/// One file a chain: a file has 20 000 lines at most.
fn source(work: &Workload, chain: usize) -> String {
    let mut text = format!("package p\nchain{chain}");
    let first = chain * RULES_A_CHAIN;
    for (i, rule) in work.rules.iter().enumerate().skip(first).take(RULES_A_CHAIN) {
        let head = if i == first { "" } else { " else" };
        let _ = writeln!(text, "{head} := {i} if {{");
        for c in rule {
            let _ = writeln!(text, "input.{} {} {}", work.names[c.field], c.operator(), c.value);
        }
        text.push('}');
    }
    text + "\n"
}

fn compile(work: &Workload) -> Rules {
    let chains = work.rules.len().div_ceil(RULES_A_CHAIN);
    let entries: Vec<String> = (0..chains).map(|chain| format!("data.p.chain{chain}")).collect();
    let names: Vec<&str> = entries.iter().map(String::as_str).collect();
    let mut engine = Engine::new();
    for chain in 0..chains {
        engine.add_policy(format!("{chain}.rego"), source(work, chain)).expect("a policy");
    }
    let policy = engine.compile_with_entrypoint(&names[0].into()).expect("an entry point");
    let mut machine = RegoVM::new();
    machine.load_program(Compiler::compile_from_policy(&policy, &names).expect("a program"));
    machine.set_max_instructions(usize::MAX);
    Rules { machine, chains }
}

fn decode(work: &Workload, row: &[i64]) -> Value {
    let mut event = Value::new_object();
    let members = event.as_object_mut().expect("an object");
    for (name, value) in work.names.iter().zip(row) {
        members.insert(Value::from(name.as_str()), Value::from(*value));
    }
    event
}

fn main() {
    harness::run(compile, decode, |rules, event| {
        rules.machine.set_input(event.clone());
        (0..rules.chains).find_map(|chain| {
            let fired = rules.machine.execute_entry_point_by_index(chain).expect("a value");
            fired.as_u64().ok().map(|rule| rule as u32)
        })
    });
}
