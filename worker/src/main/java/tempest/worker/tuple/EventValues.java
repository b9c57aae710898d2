// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.tuple;

import java.util.ArrayList;
import java.util.List;

/**
 * The values of a sampled tuple on their way to an event logger, copied when it was sampled. Their class tells the serializer that they are for people
 * to read: a value that cannot go to another worker goes as text.
 */
public final class EventValues extends ArrayList<Object> {
    private static final long serialVersionUID = 1L;

    public EventValues(List<?> values) {
        super(values);
    }
}
