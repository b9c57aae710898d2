// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.List;
import java.util.Optional;
import org.apache.storm.generated.ErrorInfo;

/** The latest errors of topologies' components. Any thread; throttling is the caller's business. */
public interface ErrorLog {
    /** Errors kept for a component; the oldest goes first. */
    int KEPT = 10;

    void add(String topologyId, String componentId, ErrorInfo error);

    /** At most {@link #KEPT}, latest first. */
    List<ErrorInfo> list(String topologyId, String componentId);

    Optional<ErrorInfo> last(String topologyId, String componentId);

    /** Components of the topology that have reported an error. */
    List<String> components(String topologyId);

    /** Topologies that have errors. */
    List<String> topologies();

    void remove(String topologyId);
}
