// The rules as one expression of nested conditionals for expr; see bench/README.md.
package main

import (
	"fmt"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"

	"ordain/bench/peers/harness"
)

// Rules of one expression: a program for each rule would cost a call for each.
const rulesAProgram = 1000

func source(w *harness.Workload, first, last int) string {
	var text strings.Builder
	// values in variables of the machine are read faster than members of the environment
	for f, name := range w.Names {
		fmt.Fprintf(&text, "let v%d = %s; ", f, name)
	}
	for i := first; i < last; i++ {
		for c, condition := range w.Rules[i] {
			if c > 0 {
				text.WriteString(" and ")
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
		types := map[string]any{}
		for _, name := range w.Names {
			types[name] = 0
		}
		var programs []*vm.Program
		for first := 0; first < len(w.Rules); first += rulesAProgram {
			program, err := expr.Compile(source(w, first, min(first+rulesAProgram, len(w.Rules))), expr.Env(types), expr.MaxNodes(0))
			harness.Check(err)
			programs = append(programs, program)
		}
		ready()
		events := make([]map[string]any, w.Events())
		for i := range events {
			events[i] = map[string]any{}
			for f, name := range w.Names {
				events[i][name] = int(w.Event(i)[f])
			}
		}
		var machine vm.VM
		return func(i int) uint32 {
			for _, program := range programs {
				fired, err := machine.Run(program, events[i])
				harness.Check(err)
				if fired.(int) >= 0 {
					return uint32(fired.(int))
				}
			}
			return uint32(len(w.Rules))
		}
	})
}
