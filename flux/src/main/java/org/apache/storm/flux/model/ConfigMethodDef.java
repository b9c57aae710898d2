// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

import java.util.List;

/** A method to call on an object once it is made, with its arguments. */
public class ConfigMethodDef extends Located {
    private String name;
    private List<Object> args;

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public List<Object> getArgs() {
        return args;
    }

    public void setArgs(List<Object> args) {
        this.args = ArgumentList.of(args);
    }

    /** Whether an argument is a component. */
    public boolean hasReferences() {
        return ArgumentList.hasReferences(args);
    }
}
