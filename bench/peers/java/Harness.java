import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/**
 * What the Java peers share: a workload is read, its events are decided again and again, answers and times written. The arguments and the
 * printed line are those of bench/peers/harness.hpp.
 */
final class Harness {
    /** Seconds of deciding before the clock counts: what is hot is compiled by then. */
    private static final double WARM_UP_SECONDS = 4;

    /** A pass takes so long at least: the JVM's clock of processor time has steps of 10 ms. */
    private static final double PASS_SECONDS = 0.3;

    /** Compares one field with a number; the operators are = >= > <= <. */
    record Condition(int field, String op, long value) {
        /** The operator in the languages where equality is `==`. */
        String operator() {
            return op.equals("=") ? "==" : op;
        }
    }

    /** A folder that workloads.py wrote; every: all rules that hold fire, not the first alone; values: events, a row each. */
    record Workload(boolean every, List<String> names, List<List<Condition>> rules, long[] values) {
        int events() {
            return values.length / names.size();
        }

        long value(int event, int field) {
            return values[event * names.size() + field];
        }
    }

    /** Makes the peer from the rules; `ready` is called when they are compiled. Returns what decides event i. */
    interface Peer {
        IntUnaryOperator prepare(Workload work, Runnable ready) throws Exception;
    }

    private Harness() {}

    private static Workload read(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("rules.txt"));
        List<String> names = Arrays.stream(lines.get(0).split(" ")).skip(1).map(field -> field.split(":")[0]).toList();
        List<List<Condition>> rules = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(" ");
            List<Condition> rule = new ArrayList<>();
            for (int i = 0; i < words.length; i += 3) {
                rule.add(new Condition(Integer.parseInt(words[i]), words[i + 1], Long.parseLong(words[i + 2])));
            }
            rules.add(rule);
        }
        LongBuffer rows = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("events.bin"))).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        long[] values = new long[rows.remaining()];
        rows.get(values);
        return new Workload(lines.get(0).startsWith("all "), names, rules, values);
    }

    private static double processorSeconds() {
        var system = (com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    /** Percentiles of single events, wall time in ns; none where there are too few events for them. */
    private static String percentiles(int count, IntUnaryOperator decide) {
        long[] each = new long[count];
        for (int i = 0; i < count; ++i) {
            long from = System.nanoTime();
            decide.applyAsInt(i);
            each[i] = System.nanoTime() - from;
        }
        Arrays.sort(each);
        String text = count < 100 ? "" : ", \"p99\": " + each[(int) (count * 99L / 100)];
        return count < 1000 ? text : text + ", \"p999\": " + each[(int) (count * 999L / 1000)];
    }

    static void run(String[] arguments, Peer peer) throws Exception {
        double seconds = Double.parseDouble(arguments[2]);
        Workload work = read(Path.of(arguments[0]));
        double begin = processorSeconds();
        double[] prepared = {0};
        IntUnaryOperator decide = peer.prepare(work, () -> prepared[0] = processorSeconds() - begin);

        ByteBuffer answers = ByteBuffer.allocate(work.events() * 4).order(ByteOrder.LITTLE_ENDIAN);
        int count = 0;
        for (double start = processorSeconds(); count < work.events() && (count < 10 || processorSeconds() - start < seconds); ++count) {
            answers.putInt(decide.applyAsInt(count));
        }
        for (double start = processorSeconds(); processorSeconds() - start < WARM_UP_SECONDS;) {
            // while it becomes faster, more events fit into the time of the first pass
            double from = processorSeconds();
            for (int i = 0; i < count; ++i) {
                decide.applyAsInt(i);
            }
            for (; count < work.events() && processorSeconds() - from < seconds; ++count) {
                answers.putInt(decide.applyAsInt(count));
            }
        }
        Files.write(Path.of(arguments[1]), Arrays.copyOf(answers.array(), count * 4));

        List<String> times = new ArrayList<>();
        double least = Double.MAX_VALUE;
        for (double start = processorSeconds(); times.size() < 3 || processorSeconds() - start < seconds;) {
            double from = processorSeconds();
            long decided = 0;
            for (; processorSeconds() - from < PASS_SECONDS; decided += count) {
                for (int i = 0; i < count; ++i) {
                    decide.applyAsInt(i);
                }
            }
            double each = (processorSeconds() - from) * 1e9 / decided;
            least = Math.min(least, each);
            times.add(String.format(Locale.ROOT, "%.2f", each));
        }
        String more = least > 1000 ? percentiles(count, decide) : "";
        System.out.printf(Locale.ROOT, "{\"events\": %d, \"prepare_seconds\": %.6f, \"ns\": %s%s}%n", count, prepared[0], times, more);
    }
}
