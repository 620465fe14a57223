// Package harness is what the Go peers share: a workload is read, its events are decided again and again, answers and times written.
// The arguments and the printed line are those of bench/peers/harness.hpp.
package harness

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Condition compares one field with a number.
type Condition struct {
	Field int
	Op    string // = >= > <= <
	Value int64
}

// Operator is the condition's operator in the languages where equality is `==`.
func Operator(c Condition) string {
	if c.Op == "=" {
		return "=="
	}
	return c.Op
}

// Workload is a folder that workloads.py wrote.
type Workload struct {
	Names  []string
	Rules  [][]Condition
	Values []int64 // events, a row each
}

// Events is the number of rows.
func (w *Workload) Events() int { return len(w.Values) / len(w.Names) }

// Event is the row of event i.
func (w *Workload) Event(i int) []int64 { return w.Values[i*len(w.Names) : (i+1)*len(w.Names)] }

// Check ends the program if there is an error.
func Check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func number(text string) int64 {
	value, err := strconv.ParseInt(text, 10, 64)
	Check(err)
	return value
}

func read(folder string) *Workload {
	text, err := os.ReadFile(filepath.Join(folder, "rules.txt"))
	Check(err)
	made := &Workload{}
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if made.Names == nil {
			for _, word := range words[1:] {
				made.Names = append(made.Names, strings.Split(word, ":")[0])
			}
			continue
		}
		var rule []Condition
		for i := 0; i < len(words); i += 3 {
			rule = append(rule, Condition{int(number(words[i])), words[i+1], number(words[i+2])})
		}
		made.Rules = append(made.Rules, rule)
	}
	rows, err := os.ReadFile(filepath.Join(folder, "events.bin"))
	Check(err)
	made.Values = make([]int64, len(rows)/8)
	for i := range made.Values {
		made.Values[i] = int64(binary.LittleEndian.Uint64(rows[i*8:]))
	}
	return made
}

func processorSeconds() float64 {
	var used syscall.Rusage
	Check(syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return float64(used.Utime.Sec+used.Stime.Sec) + float64(used.Utime.Usec+used.Stime.Usec)/1e6
}

// percentiles of single events, wall time in ns; none where there are too few events for them.
func percentiles(count int, decide func(int) uint32, into map[string]any) {
	each := make([]int64, count)
	for i := range each {
		from := time.Now()
		decide(i)
		each[i] = time.Since(from).Nanoseconds()
	}
	slices.Sort(each)
	if count >= 100 {
		into["p99"] = each[count*99/100]
	}
	if count >= 1000 {
		into["p999"] = each[count*999/1000]
	}
}

// Run measures a peer. prepare makes it from the rules, calls ready when they are compiled, decodes the events and returns what decides
// event i: the index of the first rule that holds, or the number of rules.
func Run(prepare func(w *Workload, ready func()) func(i int) uint32) {
	if len(os.Args) != 4 {
		Check(fmt.Errorf("usage: %s WORKLOAD ANSWERS SECONDS", os.Args[0]))
	}
	seconds, err := strconv.ParseFloat(os.Args[3], 64)
	Check(err)
	work := read(os.Args[1])
	begin, prepared := processorSeconds(), 0.0
	decide := prepare(work, func() { prepared = processorSeconds() - begin })

	var answers bytes.Buffer
	count := 0
	for start := processorSeconds(); count < work.Events() && (count < 10 || processorSeconds()-start < seconds); count++ {
		Check(binary.Write(&answers, binary.LittleEndian, decide(count)))
	}
	Check(os.WriteFile(os.Args[2], answers.Bytes(), 0o666))

	var times []float64
	for start := processorSeconds(); len(times) == 0 || processorSeconds()-start < seconds; {
		from := processorSeconds()
		for i := range count {
			decide(i)
		}
		times = append(times, (processorSeconds()-from)*1e9/float64(count))
	}
	result := map[string]any{"events": count, "prepare_seconds": prepared, "ns": times}
	if slices.Min(times) > 1000 {
		percentiles(count, decide, result)
	}
	Check(json.NewEncoder(os.Stdout).Encode(result))
}
