// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Tells by its key whether a configuration value is a secret, and masks it where the configuration is shown: by Nimbus to its clients, in logs and in
 * messages. Also masks what looks like a secret inside of a text: {@code -Dx.password=...} among JVM options, {@code user:password@} in an address.
 * Immutable; any thread. It never changes what is given to it.
 */
public final class Secrets {
    /** A regular expression for more keys. */
    public static final String MORE_KEYS = "storm.secret.keys.pattern";
    public static final String MASK = "*****";

    private static final String WORDS = "password|passwd|passphrase|pwd|secret|token|payload|credential|private[._-]?key|api[._-]?key|access[._-]?key";
    private static final Pattern SECRET = Pattern.compile("(?i)" + WORDS);
    /** Bounded everywhere, so that no text that somebody sends takes longer than its length. */
    private static final Pattern INSIDE = Pattern.compile("(?i)((?:" + WORDS + ")[\\w.-]{0,64}[\"']?\\s{0,4}[=:]\\s{0,4})"
        + "(?:\"[^\"]{0,512}\"|'[^']{0,512}'|[^\\s,;&\"']+)");
    private static final Pattern USER_INFO = Pattern.compile("(://[^/\\s:@]{0,128}:)[^/\\s@]{1,256}@");
    private static final String OPTIONS = "-Dstorm.options=";
    /** Keys of Storm's that are called like secrets and are none. */
    private static final Set<String> KNOWN = Set.of("task.credentials.poll.secs", "topology.auto-credentials", "nimbus.credential.renewers.classes",
        "nimbus.credential.renewers.freq.secs", "nimbus.autocredential.plugins.classes", "storm.worker.token.life.time.hours", MORE_KEYS);
    private static final Secrets USUAL = new Secrets(null);

    private final Pattern more;

    private Secrets(Pattern more) {
        this.more = more;
    }

    /** By names alone, without anybody's configuration. */
    public static Secrets usual() {
        return USUAL;
    }

    /** Also those that the configuration's own pattern finds. */
    public static Secrets of(Map<String, Object> conf) {
        String pattern = new ConfigReader(conf).text(MORE_KEYS, null);
        if (pattern == null || pattern.isBlank()) {
            return USUAL;
        }
        try {
            return new Secrets(Pattern.compile(pattern));
        } catch (PatternSyntaxException e) {
            throw ConfigReader.wrong(MORE_KEYS, pattern, "a regular expression (" + e.getDescription() + ")");
        }
    }

    public boolean isSecret(String key) {
        return !KNOWN.contains(key) && (SECRET.matcher(key).find() || more != null && more.matcher(key).find());
    }

    /** A copy that is fit to be shown. Maps and lists inside are masked, too. */
    public Map<String, Object> mask(Map<String, Object> conf) {
        Map<String, Object> masked = new LinkedHashMap<>();
        conf.forEach((key, value) -> masked.put(key, mask(key, value)));
        return masked;
    }

    /** The value of a key as it may be shown. */
    public Object mask(String key, Object value) {
        if (value == null) {
            return null;
        }
        return isSecret(key) ? MASK : inside(value);
    }

    private Object inside(Object value) {
        if (value instanceof String text) {
            return maskText(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> masked = new LinkedHashMap<>();
            map.forEach((key, one) -> masked.put(key, mask(String.valueOf(key), one)));
            return masked;
        }
        return value instanceof Collection<?> many ? many.stream().map(this::inside).toList() : value;
    }

    /** A text without what it says of secrets, such as a command line. */
    public String maskText(String text) {
        return USER_INFO.matcher(INSIDE.matcher(text).replaceAll("$1" + MASK)).replaceAll("$1" + MASK + "@");
    }

    /** Whether an argument of a JVM says a secret. */
    public boolean isSecretArgument(String argument) {
        String text = argument.startsWith(OPTIONS) ? decoded(argument) : argument;
        int equals = argument.indexOf('=');
        return INSIDE.matcher(text).find() || USER_INFO.matcher(text).find()
            || argument.startsWith("-D") && equals > 0 && isSecret(argument.substring(2, equals));
    }

    private static String decoded(String options) {
        try {
            return URLDecoder.decode(options, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not as our command line encodes them: then as they are.
            return options;
        }
    }

    /** An argument of a JVM as it may be shown. */
    public String maskArgument(String argument) {
        return isSecretArgument(argument) && argument.startsWith("-D") ? argument.substring(0, argument.indexOf('=') + 1) + MASK : maskText(argument);
    }
}
