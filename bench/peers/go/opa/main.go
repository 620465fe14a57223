// The rules as Rego for OPA, a prepared query on parsed input; see bench/README.md.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"ordain/bench/peers/harness"
)

// Up to so many rules a chain of `else` is faster than a set and its least member; both are indexed by what is compared with `==`. A chain
// of 10 000 is not compiled within a minute.
const longestChain = 1000

func conditions(w *harness.Workload, rule []harness.Condition) string {
	var text strings.Builder
	for _, c := range rule {
		fmt.Fprintf(&text, "input.%s %s %d\n", w.Names[c.Field], harness.Operator(c), c.Value)
	}
	return text.String()
}

func source(w *harness.Workload) string {
	var text strings.Builder
	text.WriteString("package p\n")
	if len(w.Rules) > longestChain {
		for i, rule := range w.Rules {
			fmt.Fprintf(&text, "hit contains %d if {\n%s}\n", i, conditions(w, rule))
		}
		text.WriteString("fired := min(hit)\n")
		return text.String()
	}
	text.WriteString("fired")
	for i, rule := range w.Rules {
		if i > 0 {
			text.WriteString(" else")
		}
		fmt.Fprintf(&text, " := %d if {\n%s}", i, conditions(w, rule))
	}
	text.WriteString("\n")
	return text.String()
}

func main() {
	ctx := context.Background()
	harness.Run(func(w *harness.Workload, ready func()) func(int) uint32 {
		store := inmem.New()
		query, err := rego.New(rego.Query("data.p.fired"), rego.Module("p.rego", source(w)), rego.Store(store)).PrepareForEval(ctx)
		harness.Check(err)
		transaction, err := store.NewTransaction(ctx)
		harness.Check(err)
		ready()
		keys := make([]*ast.Term, len(w.Names))
		for f, name := range w.Names {
			keys[f] = ast.StringTerm(name)
		}
		events := make([]ast.Value, w.Events())
		for i := range events {
			object := ast.NewObject()
			for f, value := range w.Event(i) {
				object.Insert(keys[f], ast.IntNumberTerm(int(value)))
			}
			events[i] = object
		}
		return func(i int) uint32 {
			result, err := query.Eval(ctx, rego.EvalParsedInput(events[i]), rego.EvalTransaction(transaction))
			harness.Check(err)
			if len(result) == 0 {
				return uint32(len(w.Rules))
			}
			fired, err := result[0].Expressions[0].Value.(json.Number).Int64()
			harness.Check(err)
			return uint32(fired)
		}
	})
}
