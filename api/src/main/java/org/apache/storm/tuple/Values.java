// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.tuple;

import java.util.ArrayList;

/** The values of a tuple to emit: {@code new Values("word", 3)}. */
public class Values extends ArrayList<Object> {
    private static final long serialVersionUID = -224861772797577471L;

    public Values() {
        super();
    }

    public Values(Object... values) {
        super(values.length);
        for (Object value : values) {
            add(value);
        }
    }
}
