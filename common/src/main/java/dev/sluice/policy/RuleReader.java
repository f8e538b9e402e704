package dev.sluice.policy;

import dev.sluice.signature.Bank;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads rules and compiles their expressions. */
final class RuleReader {
    /** Each costs time at every event of every stream. */
    private static final int MOST_RULES = 200;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final List<String> PRIORITIES = List.of("P0", "P1", "P2");

    private final PolicyDocument.Risk risk;
    private final Set<String> redirects;

    RuleReader(PolicyDocument.Risk risk, Set<String> redirects) {
        this.risk = risk;
        this.redirects = redirects;
    }

    List<CompiledRules.Entry> read(List<Section> sections) {
        List<CompiledRules.Entry> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Section section : sections) {
            Rule rule = rule(section);
            if (!rule.id().isEmpty() && !ids.add(rule.id())) {
                section.givenTwice("id");
            }
            if (rules.size() == MOST_RULES) {
                section.problem("a policy has at most " + MOST_RULES + " rules");
            }
            // An empty one is said to be missing already.
            Expression when = rule.when().isEmpty() ? null : section.expression("when", rule.when());
            rules.add(new CompiledRules.Entry(rule, when));
        }
        return rules;
    }

    private Rule rule(Section section) {
        String group = section.choice("group", PolicyDocument.Risk.GROUPS, null);
        Rule rule = new Rule(
                section.name("id", ID, "id: expected lower-case letters, digits, - and _, at most 63"),
                section.text("comment", ""),
                section.choice("mode", Rule.Mode.class, null),
                section.text("when"),
                section.share("weight", 0),
                group,
                section.seconds(
                        "half_life_seconds",
                        group == null ? 0 : risk.group(group).halfLifeSeconds(),
                        0),
                section.choice("action", Rule.Action.class, Rule.Action.NONE),
                section.choice("priority", PRIORITIES, "P2"),
                section.text("category", Bank.UNSPECIFIED),
                section.text("redirect", null));
        compare(section, rule);
        section.end();
        return rule;
    }

    private void compare(Section section, Rule rule) {
        if (!section.sound()) {
            return;
        }
        if (rule.weight() > 0 && rule.group() == null) {
            section.missing(
                    "group",
                    "the group in which the weight counts, one of " + String.join(", ", PolicyDocument.Risk.GROUPS));
        }
        if (rule.weight() > 0 && rule.group() != null && rule.halfLifeSeconds() == 0) {
            section.problem("half_life_seconds", "is 0, but the rule has a weight that must fade");
        }
        boolean redirects = rule.action() == Rule.Action.REDIRECT;
        if (redirects && rule.redirect() == null) {
            section.missing("redirect", "the name of one of redirects, as the action is REDIRECT");
        } else if (!redirects && rule.redirect() != null) {
            section.problem("redirect", "belongs to the action REDIRECT only; leave it out");
        } else if (redirects && !this.redirects.contains(rule.redirect())) {
            section.problem("redirect", "names none of redirects");
        }
        boolean acts = rule.mode() == Rule.Mode.ENFORCE || rule.mode() == Rule.Mode.REVIEW;
        if (acts && rule.weight() == 0 && rule.action() == Rule.Action.NONE) {
            section.problem("the rule does nothing; give it a weight or an action, or the mode SHADOW");
        }
    }
}
