//! What the Rust peers share: a workload is read, its events are decided again and again, answers and times written. The arguments and the
//! printed line are those of bench/peers/harness.hpp.

use std::time::Instant;

/// Compares one field with a number.
pub struct Condition {
    pub field: usize,
    /// = >= > <= <
    pub op: String,
    pub value: i64,
}

impl Condition {
    /// The operator in the languages where equality is `==`.
    pub fn operator(&self) -> &str {
        if self.op == "=" {
            "=="
        } else {
            &self.op
        }
    }
}

/// A folder that workloads.py wrote.
pub struct Workload {
    pub names: Vec<String>,
    pub rules: Vec<Vec<Condition>>,
    /// Events, a row each.
    pub values: Vec<i64>,
}

impl Workload {
    fn read(folder: &str) -> Self {
        let text = std::fs::read_to_string(format!("{folder}/rules.txt")).expect("rules.txt");
        let mut lines = text.lines();
        let head = lines.next().expect("a line of fields");
        let names = head.split(' ').skip(1).map(|field| field.split(':').next().unwrap().to_string()).collect();
        let rule = |line: &str| -> Vec<Condition> {
            let words: Vec<&str> = line.split(' ').collect();
            let condition = |w: &[&str]| Condition { field: w[0].parse().unwrap(), op: w[1].to_string(), value: w[2].parse().unwrap() };
            words.chunks(3).map(condition).collect()
        };
        let bytes = std::fs::read(format!("{folder}/events.bin")).expect("events.bin");
        let values = bytes.chunks_exact(8).map(|b| i64::from_le_bytes(b.try_into().unwrap())).collect();
        Self { names, rules: lines.map(rule).collect(), values }
    }

    pub fn events(&self) -> impl Iterator<Item = &[i64]> {
        self.values.chunks_exact(self.names.len())
    }
}

fn processor_seconds() -> f64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `now` is a valid place for the result
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut now) };
    now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
}

/// Percentiles of single events, wall time in ns; none where there are too few events for them.
fn percentiles(count: usize, decide: &mut impl FnMut(usize) -> u32) -> String {
    let mut each: Vec<u128> = Vec::with_capacity(count);
    for i in 0..count {
        let from = Instant::now();
        std::hint::black_box(decide(i));
        each.push(from.elapsed().as_nanos());
    }
    each.sort_unstable();
    let mut text = String::new();
    for (name, least, share) in [("p99", 100, 99), ("p999", 1000, 999)] {
        if count >= least {
            text += &format!(", \"{name}\": {}", each[count * share / least]);
        }
    }
    text
}

/// Measures a peer: `compile` makes it from the rules, `decode` an event from a row; `decide` gives the index of the first rule that holds,
/// or the number of rules.
pub fn run<Rules, Event>(
    compile: impl FnOnce(&Workload) -> Rules,
    decode: impl Fn(&Workload, &[i64]) -> Event,
    decide: impl Fn(&mut Rules, &Event) -> Option<u32>,
) {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, answers_path, seconds] = &arguments[..] else { panic!("arguments: WORKLOAD ANSWERS SECONDS") };
    let seconds: f64 = seconds.parse().expect("seconds");
    let work = Workload::read(folder);
    let begin = processor_seconds();
    let mut rules = compile(&work);
    let prepared = processor_seconds() - begin;
    let none = work.rules.len() as u32;
    let events: Vec<Event> = work.events().map(|row| decode(&work, row)).collect();
    let mut decide_at = |i: usize| decide(&mut rules, &events[i]).unwrap_or(none);

    let mut answers: Vec<u8> = Vec::new();
    let mut count = 0;
    let start = processor_seconds();
    while count < events.len() && (count < 10 || processor_seconds() - start < seconds) {
        answers.extend(decide_at(count).to_le_bytes());
        count += 1;
    }
    std::fs::write(answers_path, answers).expect("answers");

    let mut times: Vec<f64> = Vec::new();
    let start = processor_seconds();
    while times.is_empty() || processor_seconds() - start < seconds {
        let from = processor_seconds();
        for i in 0..count {
            std::hint::black_box(decide_at(i));
        }
        times.push((processor_seconds() - from) * 1e9 / count as f64);
    }
    let least = times.iter().copied().fold(f64::INFINITY, f64::min);
    let more = if least > 1000.0 { percentiles(count, &mut decide_at) } else { String::new() };
    println!("{{\"events\": {count}, \"prepare_seconds\": {prepared:.6}, \"ns\": {times:?}{more}}}");
}
