import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sapl.api.pdp.AuthorizationDecision;
import io.sapl.api.pdp.AuthorizationSubscription;
import io.sapl.interpreter.DefaultSAPLInterpreter;
import io.sapl.interpreter.InitializationException;
import io.sapl.interpreter.combinators.PolicyDocumentCombiningAlgorithm;
import io.sapl.interpreter.functions.AnnotationFunctionContext;
import io.sapl.interpreter.pip.AnnotationAttributeContext;
import io.sapl.pdp.EmbeddedPolicyDecisionPoint;
import io.sapl.pdp.config.PDPConfiguration;
import io.sapl.prp.PrpUpdateEvent;
import io.sapl.prp.PrpUpdateEvent.Type;
import io.sapl.prp.PrpUpdateEvent.Update;
import io.sapl.prp.index.canonical.CanonicalImmutableParsedDocumentIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/**
 * The rules as a policy each for SAPL, found by its canonical index; the least of the obligations of those that permit is the rule that
 * fires; see bench/README.md.
 */
final class Sapl {
    private static String source(Harness.Workload work, int number) {
        // `&` instead of `where`: targets are indexed, bodies are not
        String target = work.rules().get(number).stream()
                .map(c -> "(subject." + work.names().get(c.field()) + " " + c.operator() + " " + c.value() + ")")
                .collect(Collectors.joining(" & "));
        return "policy \"r" + number + "\" permit " + target + " obligation " + number;
    }

    private static EmbeddedPolicyDecisionPoint compile(Harness.Workload work) throws InitializationException {
        var functions = new AnnotationFunctionContext();
        var attributes = new AnnotationAttributeContext();
        var interpreter = new DefaultSAPLInterpreter();
        List<Update> published = new ArrayList<>();
        for (int i = 0; i < work.rules().size(); ++i) {
            published.add(new Update(Type.PUBLISH, interpreter.parseDocument(source(work, i))));
        }
        var index = new CanonicalImmutableParsedDocumentIndex(attributes, functions).apply(new PrpUpdateEvent(published));
        var configuration = new PDPConfiguration("1", attributes, functions, Map.of(), PolicyDocumentCombiningAlgorithm.PERMIT_OVERRIDES,
                UnaryOperator.identity(), UnaryOperator.identity(), index);
        return new EmbeddedPolicyDecisionPoint(() -> Flux.just(configuration));
    }

    private static AuthorizationSubscription event(Harness.Workload work, int number) {
        var json = JsonNodeFactory.instance;
        var subject = json.objectNode();
        for (int field = 0; field < work.names().size(); ++field) {
            subject.put(work.names().get(field), work.value(number, field));
        }
        return new AuthorizationSubscription(subject, json.textNode("decide"), json.textNode("order"), null);
    }

    private static int first(AuthorizationDecision decision, int none) {
        int fired = none;
        if (decision.getObligations().isPresent()) {
            for (JsonNode obligation : decision.getObligations().get()) {
                fired = Math.min(fired, obligation.intValue());
            }
        }
        return fired;
    }

    public static void main(String[] arguments) throws Exception {
        Harness.run(arguments, (work, ready) -> {
            EmbeddedPolicyDecisionPoint point = compile(work);
            ready.run();
            var events = IntStream.range(0, work.events()).mapToObj(i -> event(work, i)).toArray(AuthorizationSubscription[]::new);
            return i -> first(point.decide(events[i]).blockFirst(), work.rules().size());
        });
    }
}
