// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.io.Serializable;
import java.util.List;

/** An output of a component and who takes it. A value. */
record OutputRoutes(String stream, int width, List<RouteSpec> routes) implements Serializable {
    OutputRoutes {
        routes = List.copyOf(routes);
    }
}
