// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.tuple;

import java.util.ArrayList;
import java.util.List;

/**
 * The values of a sampled tuple on their way to an event logger, copied when it was sampled. The class tells the serializer that they are for
 * people to read: a value that cannot be sent to another worker is sent as text.
 */
public final class EventValues extends ArrayList<Object> {
    private static final long serialVersionUID = 1L;

    public EventValues(List<?> values) {
        super(values);
    }
}
