// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.pattern;

import java.util.List;
import java.util.Map;

/**
 * What a pattern gives.
 *
 * @param events   by the names of the steps, in their order; of steps that were left out or not reached there are none
 * @param start    the time of the first event
 * @param end      the time of the last one; or when the time was over, if that is what ended it
 * @param complete false if the time was over before all steps had come
 */
public record PatternMatch<K, E>(K key, Map<String, List<E>> events, long start, long end, boolean complete) {
}
