// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Makes users' names of Kerberos principals by rules as in the {@code auth_to_local} of a {@code krb5.conf}, in the form that Hadoop gives them: the first that
 * fits counts. Read once; immutable; any thread.
 */
final class KerberosNameRules {
    private static final Pattern RULE = Pattern.compile(
        "\\s*(?:DEFAULT|RULE:\\[(\\d):([^\\]]*)\\](?:\\(([^)]*)\\))?(?:s/([^/]*)/([^/]*)/(g)?)?)(?:/?(L))?(?=\\s|$)");
    private static final Pattern PART = Pattern.compile("\\$(\\d)");
    private static final String FORM = "DEFAULT, or RULE:[n:format](regex)s/from/to/, separated by white space";

    /**
     * A rule.
     *
     * @param parts   how many parts the principals have that it is for, 0 for any in the default realm
     * @param fits    what the formatted name must match; null for any
     * @param changed what is replaced in it; null for nothing
     */
    private record Rule(int parts, String format, Pattern fits, Pattern changed, String to, boolean all, boolean lower) {
        /** The name; null if the rule is not for this principal. */
        String of(String[] names, String realm, String defaultRealm) {
            String name;
            if (parts == 0) {
                name = realm.equals(defaultRealm) ? names[0] : null;
            } else {
                name = parts == names.length ? formatted(names, realm) : null;
            }
            if (name == null || fits != null && !fits.matcher(name).matches()) {
                return null;
            }
            if (changed != null) {
                Matcher found = changed.matcher(name);
                name = all ? found.replaceAll(to) : found.replaceFirst(to);
            }
            return lower ? name.toLowerCase(Locale.ENGLISH) : name;
        }

        private String formatted(String[] names, String realm) {
            return PART.matcher(format).replaceAll(part -> {
                int number = Integer.parseInt(part.group(1));
                return Matcher.quoteReplacement(number == 0 ? realm : names[number - 1]);
            });
        }
    }

    private final List<Rule> rules;
    private final String defaultRealm;

    private KerberosNameRules(List<Rule> rules, String defaultRealm) {
        this.rules = rules;
        this.defaultRealm = defaultRealm;
    }

    /** @throws IllegalArgumentException in one line, if a rule is none */
    static KerberosNameRules of(String text, String defaultRealm) {
        List<Rule> rules = new ArrayList<>();
        String rest = text.strip();
        Matcher next = RULE.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!next.find(at) || next.start() != at) {
                throw new IllegalArgumentException("'" + rest.substring(at).strip() + "' begins with no rule; it must be " + FORM);
            }
            rules.add(rule(next));
            at = next.end();
        }
        return new KerberosNameRules(List.copyOf(rules), defaultRealm);
    }

    private static Rule rule(Matcher found) {
        boolean lower = found.group(7) != null;
        if (found.group(1) == null) {
            return new Rule(0, null, null, null, null, false, lower);
        }
        int parts = Integer.parseInt(found.group(1));
        Matcher named = PART.matcher(found.group(2));
        while (named.find()) {
            if (Integer.parseInt(named.group(1)) > parts) {
                throw new IllegalArgumentException("'" + found.group().strip() + "' names the part " + named.group() + " of " + parts + "; it must be " + FORM);
            }
        }
        if (parts == 0) {
            throw new IllegalArgumentException("'" + found.group().strip() + "' is for principals of no part; it must be " + FORM);
        }
        try {
            return new Rule(parts, found.group(2), found.group(3) == null ? null : Pattern.compile(found.group(3)),
                found.group(4) == null ? null : Pattern.compile(found.group(4)), found.group(5), found.group(6) != null, lower);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + found.group().strip() + "' holds no regular expression: " + e.getDescription() + "; it must be " + FORM, e);
        }
    }

    /** The user's name of a principal; null if no rule is for it, or what comes out is no plain name. */
    String user(String principal) {
        int at = principal.lastIndexOf('@');
        String realm = at < 0 ? defaultRealm : principal.substring(at + 1);
        String[] names = (at < 0 ? principal : principal.substring(0, at)).split("/", -1);
        for (Rule rule : rules) {
            String user = rule.of(names, realm, defaultRealm);
            if (user != null) {
                return user.isEmpty() || user.indexOf('@') >= 0 || user.indexOf('/') >= 0 ? null : user;
            }
        }
        return null;
    }
}
