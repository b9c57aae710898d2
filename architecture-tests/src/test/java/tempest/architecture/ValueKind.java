// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.validation.ConfigValidationAnnotations.CustomValidator;
import org.apache.storm.validation.ConfigValidationAnnotations.IsBoolean;
import org.apache.storm.validation.ConfigValidationAnnotations.IsExactlyOneOf;
import org.apache.storm.validation.ConfigValidationAnnotations.IsImplementationOfClass;
import org.apache.storm.validation.ConfigValidationAnnotations.IsInteger;
import org.apache.storm.validation.ConfigValidationAnnotations.IsKryoReg;
import org.apache.storm.validation.ConfigValidationAnnotations.IsListEntryCustom;
import org.apache.storm.validation.ConfigValidationAnnotations.IsLong;
import org.apache.storm.validation.ConfigValidationAnnotations.IsMapEntryCustom;
import org.apache.storm.validation.ConfigValidationAnnotations.IsMapEntryType;
import org.apache.storm.validation.ConfigValidationAnnotations.IsNumber;
import org.apache.storm.validation.ConfigValidationAnnotations.IsPositiveNumber;
import org.apache.storm.validation.ConfigValidationAnnotations.IsString;
import org.apache.storm.validation.ConfigValidationAnnotations.IsStringList;
import org.apache.storm.validation.ConfigValidationAnnotations.IsStringOrStringList;
import org.apache.storm.validation.ConfigValidationAnnotations.IsType;
import org.apache.storm.validation.ConfigValidationAnnotations.NotNull;
import org.apache.storm.validation.ConfigValidationAnnotations.Password;

/** Says in a few words what a key's value may be, from the annotations on its constant and the unit in its name. Pure. */
final class ValueKind {
    private static final Map<String, String> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("(^|.*[._])(secs?|seconds)(\\..*)?", "seconds");
        UNITS.put("(^|.*[._])(ms|millis)(\\..*)?", "milliseconds");
        UNITS.put("(^|.*[._])microsec(\\..*)?", "microseconds");
        UNITS.put("(^|.*[._])mins", "minutes");
        UNITS.put("(^|.*[._])hours", "hours");
        UNITS.put("(^|.*[._])mb(\\..*)?", "MB");
        UNITS.put("(^|.*[._])(bytes|max_buffer_size|buffer_size|watermark|message\\.size\\.max)", "bytes");
        UNITS.put("(^|.*[._])percent", "percent of a core");
    }

    private ValueKind() {
    }

    static String of(String key, Field constant) {
        List<String> words = new ArrayList<>();
        words.add(type(constant));
        IsPositiveNumber positive = constant.getAnnotation(IsPositiveNumber.class);
        if (positive != null) {
            words.add(positive.includeZero() ? "from 0 up" : "above 0");
        }
        String unit = unit(key);
        if (unit != null && words.get(0).contains("number")) {
            words.add(unit);
        }
        if (constant.isAnnotationPresent(NotNull.class)) {
            words.add("never null");
        }
        return String.join(", ", words);
    }

    private static String type(Field constant) {
        for (Annotation one : constant.getAnnotations()) {
            String type = type(one);
            if (type != null) {
                return constant.isAnnotationPresent(Password.class) ? "a secret" : type;
            }
        }
        return constant.isAnnotationPresent(IsPositiveNumber.class) ? "number" : "anything";
    }

    private static String type(Annotation one) {
        if (one instanceof IsImplementationOfClass c) {
            return "class that is a `" + c.implementsClass().getSimpleName() + "`";
        }
        if (one instanceof IsString s) {
            return s.acceptedValues().length == 0 ? "text" : "one of " + String.join(", ", s.acceptedValues());
        }
        if (one instanceof IsMapEntryType m) {
            return "map from " + simple(m.keyType()) + " to " + simple(m.valueType());
        }
        if (one instanceof IsListEntryCustom || one instanceof IsStringList) {
            return one instanceof IsStringList ? "list of texts" : "list of " + validated(((IsListEntryCustom) one).entryValidatorClasses()[0]);
        }
        if (one instanceof IsMapEntryCustom m) {
            return "map from text to " + validated(m.valueValidatorClasses()[0]);
        }
        if (one instanceof IsExactlyOneOf e) {
            return validated(e.valueValidatorClasses()[0]) + " or " + validated(e.valueValidatorClasses()[1]);
        }
        if (one instanceof CustomValidator c) {
            return validated(c.validatorClass());
        }
        return one instanceof IsBoolean ? "true or false"
            : one instanceof IsInteger || one instanceof IsLong ? "whole number"
            : one instanceof IsNumber ? "number"
            : one instanceof IsStringOrStringList ? "text or list of texts"
            : one instanceof IsKryoReg ? "list of classes or of maps from class to serializer"
            : one instanceof IsType t ? simple(t.type()) : null;
    }

    private static String simple(Class<?> type) {
        return type == String.class ? "text" : type == Number.class ? "number" : type.getSimpleName().toLowerCase();
    }

    /** "MetricReportersValidator" checks metric reporters. */
    private static String validated(Class<?> validator) {
        String name = validator.getSimpleName().replaceAll("(Type)?Validator$", "").replaceAll("Entry$", "");
        String words = name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase();
        return words.equals("integer") ? "whole numbers" : words.replace("string", "text").replace("numa", "NUMA zone");
    }

    private static String unit(String key) {
        return UNITS.entrySet().stream().filter(one -> key.matches(one.getKey())).map(Map.Entry::getValue).findFirst().orElse(null);
    }
}
