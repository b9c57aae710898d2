// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.SupervisorSummary;
import org.junit.jupiter.api.Test;
import tempest.cluster.metrics.Bottleneck;
import tempest.http.Refused;
import tempest.rpc.Series;
import tempest.rpc.WorkerSight;
import tempest.ui.v2.WhatIfView.WhatIfQuestion;

class WhatIfViewTest {
    private static final long NOW = 1_800_000_005;
    private static final int STEPS = 30;
    private static final WhatIfQuestion AS_IT_IS = new WhatIfQuestion(Map.of(), null, null);

    private static Series series(String component, Map<String, Double> steady) {
        Map<String, List<Double>> values = new HashMap<>();
        steady.forEach((name, value) -> values.put(name, Collections.nCopies(STEPS, value)));
        return new Series("t", component, NOW / 10 * 10 - 10L * STEPS, 10, values);
    }

    private static SupervisorSummary supervisor(String host, double percent) {
        SupervisorSummary summary = new SupervisorSummary(host, 99, 4, 1, host);
        summary.set_total_resources(Map.of("cpu.pcore.percent", percent));
        return summary;
    }

    private static WhatIfView view(long fromSecs, double rate, String unknown) {
        List<Bottleneck.Part> parts = List.of(
            new Bottleneck.Part("lines", true, 1, 1, 0, Double.NaN, 0, 0.9, Double.NaN, 0, 0, Set.of()),
            new Bottleneck.Part("sl:ow", false, 1, 4, 1, 1, 1, 0, 1, rate, Double.NaN, Set.of("lines")));
        WorkerSight worker = new WorkerSight("a", 6700, 1000, 1);
        worker.set_cpu(0.5);
        return new WhatIfView(parts, Map.of("sl:ow", Map.of("lines", rate)), Set.of(), List.of(series("lines", Map.of("emitted", rate, "blocked", 0.9)),
            series("sl:ow", Map.of("executed", rate, "busy", 1.0, "capacity", 1.0, "queue_fill", 1.0, "blocked", 0.0))), List.of(worker), 1,
            List.of(supervisor("a", 400), supervisor("b", 800)), 0, fromSecs, NOW, unknown);
    }

    private static JsonNode answer(WhatIfView view, WhatIfQuestion question) {
        return new ObjectMapper().valueToTree(view.json(question));
    }

    @Test
    void thePredictionIsInFiguresAndInASentence() {
        JsonNode twice = answer(view(0, 1000, null), WhatIfQuestion.of(List.of("sl:ow:2"), null, null));
        assertTrue(twice.get("known").asBoolean());
        assertEquals(180, twice.get("measuredSeconds").asInt());
        assertEquals(2000, twice.at("/tuplesPerSecond/predicted").asDouble(), 0.01);
        assertEquals("2,000 tuples/s from spouts (1,940 to 2,060) instead of 1,000. Bottleneck then: sl:ow, busy 100 % of the time.", twice.get("sentence").asText());
        assertEquals(List.of("component", "sl:ow"), List.of(twice.get("limit").asText(), twice.get("limitComponent").asText()));
        assertEquals(4, twice.get("processors").asDouble());
        assertEquals(1, twice.get("predictedProcessorsUsed").asDouble());
        assertEquals(2, twice.at("/components/1/executors").asInt());
        assertTrue(answer(view(0, 1000, null), AS_IT_IS).get("sentence").asText().startsWith("About the same: 1,000 tuples/s from spouts"));
    }

    @Test
    void processorsAreThoseOfTheHostsThatAreUsedUnlessTheQuestionSaysOthers() {
        assertEquals(12, answer(view(0, 1000, null), WhatIfQuestion.of(List.of(), "2", null)).get("processors").asDouble());
        JsonNode two = answer(view(0, 1000, null), WhatIfQuestion.of(List.of("sl:ow:4"), null, "1.5"));
        assertEquals("2,910 tuples/s from spouts (2,823 to 2,997) instead of 1,000. Bottleneck then: the processors; more executors give nothing.", two.get("sentence").asText());
    }

    @Test
    void thatItCannotTellIsSaidWithTheReason() {
        JsonNode young = answer(view(NOW - 48, 1000, null), AS_IT_IS);
        assertFalse(young.get("known").asBoolean());
        assertEquals("Measured for 40 s since it last started or changed: a prediction needs a minute.", young.get("sentence").asText());
        assertEquals(List.of("lines", "sl:ow"), young.get("components").findValuesAsText("id"));
        assertEquals("Its spouts emit nothing.", answer(view(0, 0, null), AS_IT_IS).get("sentence").asText());
        assertEquals("Deactivated.", answer(view(0, 1000, "Deactivated."), AS_IT_IS).get("sentence").asText());
    }

    @Test
    void aQuestionThatDoesNotParseIsRefusedInOneSentence() {
        assertEquals("executors is slow; it must be COMPONENT:NUMBER with a number from 1 to 99999",
            assertThrows(Refused.class, () -> WhatIfQuestion.of(List.of("slow"), null, null)).getMessage());
        assertThrows(Refused.class, () -> WhatIfQuestion.of(List.of(), "0", null));
        assertThrows(Refused.class, () -> WhatIfQuestion.of(List.of(), null, "0.0"));
        assertThrows(Refused.class, () -> view(0, 1000, null).json(WhatIfQuestion.of(List.of("none:2"), null, null)));
    }
}
