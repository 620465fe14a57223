// The rules as expressions of nested conditionals for cel-go; see bench/README.md.
package main

import (
	"fmt"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"ordain/bench/peers/harness"
)

// Rules of one expression: a deeper one is not evaluated faster, but parsed in quadratic time.
const rulesAProgram = 100

// row is an event with its values as CEL's. Fields are named v0 to v9, so that a name is found without a map.
type row []ref.Val

func (r row) ResolveName(name string) (any, bool) {
	if f := int(name[1] - '0'); len(name) == 2 && f < len(r) {
		return r[f], true
	}
	return nil, false
}

func (r row) Parent() cel.Activation { return nil }

func source(w *harness.Workload, first, last int) string {
	var text strings.Builder
	for i := first; i < last; i++ {
		for c, condition := range w.Rules[i] {
			if c > 0 {
				text.WriteString(" && ")
			}
			fmt.Fprintf(&text, "v%d %s %d", condition.Field, harness.Operator(condition), condition.Value)
		}
		fmt.Fprintf(&text, " ? %d : ", i)
	}
	text.WriteString("-1")
	return text.String()
}

func main() {
	harness.Run(func(w *harness.Workload, ready func()) func(int) uint32 {
		options := []cel.EnvOption{cel.ParserRecursionLimit(-1), cel.ParserExpressionSizeLimit(-1)}
		for f := range w.Names {
			options = append(options, cel.Variable(fmt.Sprintf("v%d", f), cel.IntType))
		}
		env, err := cel.NewEnv(options...)
		harness.Check(err)
		var programs []cel.Program
		for first := 0; first < len(w.Rules); first += rulesAProgram {
			tree, issues := env.Compile(source(w, first, min(first+rulesAProgram, len(w.Rules))))
			harness.Check(issues.Err())
			program, err := env.Program(tree, cel.EvalOptions(cel.OptOptimize))
			harness.Check(err)
			programs = append(programs, program)
		}
		ready()
		events := make([]cel.Activation, w.Events())
		for i := range events {
			made := make(row, len(w.Names))
			for f, value := range w.Event(i) {
				made[f] = types.Int(value)
			}
			events[i] = made
		}
		return func(i int) uint32 {
			for _, program := range programs {
				fired, _, err := program.Eval(events[i])
				harness.Check(err)
				if fired.(types.Int) >= 0 {
					return uint32(fired.(types.Int))
				}
			}
			return uint32(len(w.Rules))
		}
	})
}
