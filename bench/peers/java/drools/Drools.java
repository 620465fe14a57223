import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.internal.utils.KieHelper;
import peer.Event;
import peer.Fired;

/** The rules as DRL for Drools, one fact a decision in a session that stays; see bench/README.md. */
final class Drools {
    /** Up to so many rules the executable model, which decides faster, is built within a minute. */
    private static final int MOST_RULES_OF_EXECUTABLE_MODEL = 1000;

    private static String source(Harness.Workload work) {
        StringBuilder text = new StringBuilder("package rules\nimport peer.Event\nglobal peer.Fired fired\n");
        for (int i = 0; i < work.rules().size(); ++i) {
            List<Harness.Condition> rule = work.rules().get(i);
            String conditions = rule.stream().map(c -> "v" + c.field() + " " + c.operator() + " " + c.value()).collect(Collectors.joining(", "));
            String head = work.every() ? "" : " salience -" + i;
            text.append("rule r%d%s when Event(%s) then fired.%s(%d); end\n".formatted(i, head, conditions, work.every() ? "add" : "set", i));
        }
        return text.toString();
    }

    private static KieBase compile(Harness.Workload work) {
        KieHelper helper = new KieHelper().addContent(source(work), ResourceType.DRL);
        return work.rules().size() <= MOST_RULES_OF_EXECUTABLE_MODEL ? helper.build(ExecutableModelProject.class) : helper.build();
    }

    private static Event event(Harness.Workload work, int number) {
        return new Event(IntStream.range(0, work.names().size()).mapToLong(field -> work.value(number, field)).toArray());
    }

    public static void main(String[] arguments) throws Exception {
        Harness.run(arguments, (work, ready) -> {
            KieSession session = compile(work).newKieSession();
            Fired fired = new Fired();
            session.setGlobal("fired", fired);
            ready.run();
            Event[] events = IntStream.range(0, work.events()).mapToObj(i -> event(work, i)).toArray(Event[]::new);
            int none = work.every() ? 0 : work.rules().size();
            int most = work.every() ? -1 : 1; // rules that fire; -1: without a limit
            return i -> {
                fired.rule = none;
                var fact = session.insert(events[i]);
                session.fireAllRules(most);
                session.delete(fact);
                return fired.rule;
            };
        });
    }
}
