//! The rules as a policy each for Cedar; see bench/README.md.

use cedar_policy::{Authorizer, Context, Entities, EntityUid, Policy, PolicyId, PolicySet, Request, RestrictedExpression};
use harness::Workload;

struct Rules {
    policies: PolicySet,
    authorizer: Authorizer,
    entities: Entities,
}

fn compile(work: &Workload) -> Rules {
    let mut policies = PolicySet::new();
    for (i, rule) in work.rules.iter().enumerate() {
        let conditions: Vec<String> =
            rule.iter().map(|c| format!("context.{} {} {}", work.names[c.field], c.operator(), c.value)).collect();
        let text = format!("permit(principal, action, resource) when {{ {} }};", conditions.join(" && "));
        policies.add(Policy::parse(Some(PolicyId::new(i.to_string())), text).expect("a policy")).expect("a new id");
    }
    Rules { policies, authorizer: Authorizer::new(), entities: Entities::empty() }
}

fn decode(work: &Workload, row: &[i64]) -> Request {
    let pairs = work.names.iter().cloned().zip(row.iter().map(|value| RestrictedExpression::new_long(*value)));
    let one = |kind: &str| -> EntityUid { format!("{kind}::\"1\"").parse().expect("an entity") };
    Request::new(one("User"), one("Action"), one("Order"), Context::from_pairs(pairs).expect("a context"), None).expect("a request")
}

fn main() {
    // every policy is evaluated; the first of those that permit is the rule that fires
    harness::run(compile, decode, |rules, request| {
        let response = rules.authorizer.is_authorized(request, &rules.policies, &rules.entities);
        assert_eq!(response.diagnostics().errors().count(), 0);
        let permits = response.diagnostics().reason();
        permits.map(|id| AsRef::<str>::as_ref(id).parse().expect("a number")).min()
    });
}
