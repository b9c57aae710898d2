// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.parser;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.storm.flux.api.FluxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts values for <code>${name}</code>, <code>${name[2]}</code> and <code>${ENV-NAME}</code> into the text of a file, before it is read as YAML. What is
 * put in is not looked through again. A pure function; a name without a value stays as it is, with a warning.
 *
 * @param properties  where names are looked up; null for nowhere
 * @param environment where names with {@code ENV-} are looked up; null for nowhere
 */
record Substitution(Properties properties, Map<String, String> environment) {
    private static final Logger LOG = LoggerFactory.getLogger(Substitution.class);
    private static final Pattern NAME = Pattern.compile("\\$\\{([^{}\\n]+)}");
    private static final Pattern ELEMENT = Pattern.compile("(.+)\\[(\\d{1,9})]");
    private static final String ENVIRONMENT = "ENV-";

    /** The text with the values in it. */
    String apply(String text, String source) {
        Matcher name = NAME.matcher(text);
        StringBuilder done = new StringBuilder();
        while (name.find()) {
            String location = source + ":" + (1 + text.substring(0, name.start()).lines().count() - (atLineStart(text, name.start()) ? 0 : 1));
            String value = value(name.group(1), location);
            if (value == null && !inComment(text, name.start())) {
                LOG.warn("{}: {} stays as it is: {}", location, name.group(), reason(name.group(1)));
            }
            name.appendReplacement(done, Matcher.quoteReplacement(value == null ? name.group() : value));
        }
        return name.appendTail(done).toString();
    }

    private static boolean atLineStart(String text, int position) {
        return position == 0 || text.charAt(position - 1) == '\n';
    }

    private static boolean inComment(String text, int position) {
        return text.substring(text.lastIndexOf('\n', position) + 1, position).stripLeading().startsWith("#");
    }

    private String value(String name, String location) {
        if (properties != null && properties.getProperty(name) != null) {
            return properties.getProperty(name);
        }
        if (environment != null && name.startsWith(ENVIRONMENT)) {
            return environment.get(name.substring(ENVIRONMENT.length()));
        }
        Matcher element = ELEMENT.matcher(name);
        String list = properties != null && element.matches() ? properties.getProperty(element.group(1)) : null;
        return list == null ? null : element(list, element.group(1), Integer.parseInt(element.group(2)), location);
    }

    private static String element(String list, String name, int index, String location) {
        YamlSource yaml = new YamlSource("property " + name);
        Object value = yaml.value(yaml.compose(list));
        if (!(value instanceof List<?> elements)) {
            throw new FluxException(location, "${" + name + "[" + index + "]}: the property " + name + " is no list; write it as [a, b]");
        }
        if (index >= elements.size()) {
            throw new FluxException(location, "${" + name + "[" + index + "]}: the property " + name + " has " + elements.size()
                + " elements, the first of which is [0]");
        }
        return String.valueOf(elements.get(index));
    }

    private String reason(String name) {
        if (name.startsWith(ENVIRONMENT)) {
            return environment == null ? "the environment is read with --env-filter only" : "the environment has no " + name.substring(ENVIRONMENT.length());
        }
        return properties == null ? "no properties were given with --filter" : "the properties have no " + name;
    }
}
