package dev.sluice.policy;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CEL expression over {@link RuleFacts} whose value is true or false: parsed, type-checked, planned. Immutable, for any
 * thread.
 *
 * <p>CEL has no loops and no recursion, so that an expression ends; here it is also short, and its macros over lists and
 * maps share a budget of steps. Its regular expressions are RE2's, which take linear time.
 */
final class Expression {
    static final int LONGEST = 2000;

    private static final int MOST_NODES = 500;
    private static final int DEEPEST = 32;
    private static final int MOST_STEPS = 10_000;
    private static final int LARGEST_REGEX = 1000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private static final Cel CEL = cel();

    private final Program program;

    private Expression(Program program) {
        this.program = program;
    }

    /** An expression that is none; each problem says where in the expression. */
    static final class Refused extends Exception {
        private final transient List<String> problems;

        Refused(List<String> problems) {
            super(String.join("; ", problems));
            this.problems = problems;
        }

        List<String> problems() {
            return problems;
        }
    }

    /** One that cannot be evaluated over certain facts; says which kind of error, and never what the facts are. */
    static final class Failed extends Exception {
        Failed(String error, Throwable cause) {
            super(error, cause);
        }
    }

    static Expression compile(String text) throws Refused {
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw new Refused(List.of("has more than " + LONGEST + " characters"));
        }
        try {
            CelValidationResult result = CEL.compile(text);
            if (result.hasError()) {
                throw new Refused(result.getErrors().stream()
                        .map(issue -> written(text, issue))
                        .toList());
            }
            return new Expression(CEL.createProgram(result.getAst()));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new Refused(List.of("cannot be evaluated: " + firstLine(e.getMessage())));
        }
    }

    /** @throws Failed such as for a key that a map has not */
    boolean holds(CelVariableResolver facts) throws Failed {
        try {
            return (Boolean) program.eval(facts);
        } catch (CelEvaluationException e) {
            throw new Failed(e.getErrorCode().name(), e);
        } catch (RuntimeException e) {
            // A function of the library that forgot to wrap its own.
            throw new Failed("INTERNAL_ERROR", e);
        }
    }

    /** Looks values up only when an expression asks for them. */
    static CelVariableResolver resolver(RuleFacts facts) {
        return name -> {
            RuleContext.Variable variable = RuleContext.all().get(name);
            return variable == null
                    ? Optional.empty()
                    : Optional.of(variable.value().apply(facts));
        };
    }

    private static Cel cel() {
        CelOptions options = CelOptions.current()
                .maxExpressionCodePointSize(LONGEST)
                .maxParseExpressionNodeCount(MOST_NODES)
                .maxParseRecursionDepth(DEEPEST)
                .comprehensionMaxIterations(MOST_STEPS)
                .maxRegexProgramSize(LARGEST_REGEX)
                // So that chat.burst >= 4 is as good as 4.0.
                .enableHeterogeneousNumericComparisons(true)
                .build();
        CelBuilder builder = CelFactory.plannerCelBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(CelExtensions.optional())
                .addRuntimeLibraries(CelExtensions.optional())
                .setResultType(SimpleType.BOOL);
        RuleContext.all().forEach((name, variable) -> builder.addVar(name, variable.type()));
        return builder.build();
    }

    private static String written(String text, CelIssue issue) {
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn();
        String message = firstLine(issue.getMessage());
        return "line " + line + ", column " + (column + 1) + " of the expression: "
                + (message.startsWith("undeclared reference")
                        ? unknownName(text, line, column, message)
                        : plain(message));
    }

    /** Without the lists of everything that would have been right: of tokens, and of types. */
    private static String plain(String message) {
        return message.replaceFirst("^(?:mismatched|extraneous) input (.*) expecting .*", "$1 is not expected here")
                .replaceFirst("^no viable alternative at input (.*)", "$1 is not expected here")
                .replaceFirst(
                        "^found no matching overload for '_?([^_']+)_?' applied to '(.*?)'.*", "$1 does not take ($2)")
                .replace("((", "(")
                .replace("))", ")")
                .replace("'<EOF>'", "the end of it");
    }

    /** CEL names only the first part of a dotted name that it does not know, and not what it knows. */
    private static String unknownName(String text, int line, int column, String message) {
        String rest = text.lines().skip(line - 1L).findFirst().orElse("");
        Matcher name = NAME.matcher(rest.substring(Math.min(Math.max(0, column), rest.length())));
        if (!name.lookingAt() || RuleContext.all().containsKey(name.group())) {
            return message.replace(" (in container '')", "");
        }
        String area = name.group().replaceFirst("\\..*", ".");
        List<String> near = RuleContext.all().keySet().stream()
                .filter(known -> known.startsWith(area))
                .toList();
        return "there is no name " + name.group() + "; known are "
                + String.join(", ", near.isEmpty() ? RuleContext.all().keySet() : near);
    }

    private static String firstLine(String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("");
    }
}
