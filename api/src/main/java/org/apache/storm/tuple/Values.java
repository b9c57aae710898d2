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

    /** A null array is one value, null: that is what {@code new Values((Object[]) null)} gives. */
    public Values(Object... values) {
        super(values == null ? 1 : values.length);
        for (Object value : values == null ? new Object[1] : values) {
            add(value);
        }
    }
}
