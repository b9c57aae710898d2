// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The smaller classes of the package. */
@Timeout(20)
class SmallCollectionsTest {

    @Test
    void anEntryExpiresUnlessItIsPutAgain() {
        List<String> expired = new ArrayList<>();
        RotatingMap<String, Integer> map = new RotatingMap<>(3, (key, value) -> expired.add(key + value));
        map.put("a", 1);
        map.put("b", 1);
        assertTrue(map.rotate().isEmpty());
        map.put("b", 2);
        assertEquals(2, map.size());
        assertTrue(map.rotate().isEmpty());
        assertEquals(Map.of("a", 1), map.rotate());
        assertFalse(map.containsKey("a"));
        assertEquals(2, map.get("b"));
        assertEquals(2, map.remove("b"));
        map.rotate();
        assertEquals(List.of("a1"), expired);
        assertThrows(IllegalArgumentException.class, () -> new RotatingMap<>(1));
    }

    @Test
    @SuppressWarnings("deprecation")
    void aTimedMapExpiresByItself() throws Exception {
        BlockingQueue<String> expired = new LinkedBlockingQueue<>();
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            TimeCacheMap<String, Integer> map = new TimeCacheMap<>(10, 2, (key, value) -> expired.add(key));
            map.put("a", 1);
            assertEquals(1, map.get("a"));
            String gone = null;
            while (gone == null) {
                Time.advanceTimeSecs(1);
                gone = expired.poll(1, TimeUnit.MILLISECONDS);
            }
            assertEquals("a", gone);
            assertTrue(Time.currentTimeSecs() >= 10, "not before its time");
            assertNull(map.get("a"));
            map.cleanup();
        }
    }

    @Test
    void eventsAreThrottledWithinEachWindow() {
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            WindowedTimeThrottler throttler = new WindowedTimeThrottler(1000, 2);
            throttler.markEvent();
            assertFalse(throttler.isThrottled());
            throttler.markEvent();
            assertTrue(throttler.isThrottled());
            Time.advanceTime(1001);
            assertFalse(throttler.isThrottled());
        }
    }

    @Test
    void equalKeysShareATask() {
        assertEquals(TupleUtils.chooseTaskIndex(List.of("a", 1), 7), TupleUtils.chooseTaskIndex(new ArrayList<>(List.of("a", 1)), 7));
        assertEquals(TupleUtils.chooseTaskIndex(List.of(new byte[] {1}), 7), TupleUtils.chooseTaskIndex(List.of(new byte[] {1}), 7));
        assertEquals(Math.floorMod(Arrays.hashCode(new Object[] {"word"}), 5), TupleUtils.chooseTaskIndex(List.of("word"), 5));
        assertEquals(Map.of(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, 4), TupleUtils.putTickFrequencyIntoComponentConfig(null, 4));
    }

    @Test
    void registriesKeepWhatTheyAreGiven() {
        Object service = new Object();
        String id = ServiceRegistry.registerService(service);
        assertSame(service, ServiceRegistry.getService(id));
        ServiceRegistry.unregisterService(id);
        assertNull(ServiceRegistry.getService(id));
        String state = RegisteredGlobalState.registerState(1);
        RegisteredGlobalState.setState(state, 2);
        assertEquals(2, RegisteredGlobalState.getState(state));
        RegisteredGlobalState.clearState(state);
        assertNull(RegisteredGlobalState.getState(state));
    }

    @Test
    void aListDelegateIsItsList() {
        ListDelegate delegate = new ListDelegate();
        List<Object> list = new ArrayList<>(List.of("a"));
        delegate.setDelegate(list);
        delegate.add("b");
        delegate.add(0, "c");
        delegate.remove("a");
        assertEquals(List.of("c", "b"), list);
        assertEquals(List.of("c", "b"), new ArrayList<>(delegate));
        assertEquals(1, delegate.indexOf("b"));
        assertSame(list, delegate.getDelegate());
    }

    @Test
    void versionsAreComparedByTheirFirstTwoNumbers() {
        assertEquals("2.3", new SimpleVersion("2.3.1-SNAPSHOT").toString());
        assertTrue(new SimpleVersion("2.10.0").compareTo(new SimpleVersion("2.9.9")) > 0);
        assertEquals(new SimpleVersion("2.8.3"), new SimpleVersion("2.8.4"));
        assertThrows(IllegalArgumentException.class, () -> new SimpleVersion("2"));
        assertEquals("2.8.3", VersionInfo.getVersion());
        assertNull(VersionInfo.getFromClasspath(List.of("no-such-folder", "no-such.jar")));
        assertEquals("2.8.3", VersionInfo.getFromClasspath(System.getProperty("java.class.path")).getVersion());
        TreeMap<SimpleVersion, String> versions = new TreeMap<>(Map.of(new SimpleVersion("1.2"), "a", new SimpleVersion("2.0"), "b"));
        assertEquals("b", Utils.getCompatibleVersion(versions, new SimpleVersion("2.8"), "thing", "c"));
        assertEquals("a", Utils.getCompatibleVersion(versions, new SimpleVersion("1.0"), "thing", "c"));
        assertEquals("c", Utils.getCompatibleVersion(versions, new SimpleVersion("3.0"), "thing", "c"));
    }

    @Test
    void classesAreCreatedByName() {
        assertEquals(new ArrayList<>(), ReflectionUtils.newInstance("java.util.ArrayList"));
        assertEquals(Map.of("a", 1), ReflectionUtils.newInstance("java.util.HashMap", Map.of("a", 1)));
        assertTrue(assertThrows(RuntimeException.class, () -> ReflectionUtils.newInstance("a.B")).getMessage().contains("a.B was not found"));
        assertTrue(assertThrows(RuntimeException.class, () -> ReflectionUtils.newInstance("java.lang.Integer")).getMessage()
            .contains("constructor"));
        DisallowedStrategyException e = assertThrows(DisallowedStrategyException.class, () -> ReflectionUtils.newSchedulerStrategyInstance(
            "java.util.ArrayList", Map.of(Config.NIMBUS_SCHEDULER_STRATEGY_CLASS_WHITELIST, List.of("a.B"))));
        assertEquals(List.of("a.B"), e.getAllowedStrategies());
    }

    @Test
    void commandsAreRunToTheirEnd() throws Exception {
        ShellUtils.ShellCommandExecutor echo = new ShellUtils.ShellCommandExecutor(new String[] {"sh", "-c", "echo $GREETING; pwd"},
            new File("/"), Map.of("GREETING", "hello"));
        echo.execute();
        assertEquals("hello\n/\n", echo.getOutput());
        assertEquals(0, echo.getExitCode());
        ShellUtils.ShellCommandExecutor failing = new ShellUtils.ShellCommandExecutor(new String[] {"sh", "-c", "echo no >&2; exit 3"});
        ShellUtils.ExitCodeException e = assertThrows(ShellUtils.ExitCodeException.class, failing::execute);
        assertEquals(3, e.getExitCode());
        assertEquals("no\n", e.getMessage());
        ShellUtils.ShellCommandExecutor slow = new ShellUtils.ShellCommandExecutor(new String[] {"sleep", "60"}, null, null, 50);
        assertThrows(ShellUtils.ExitCodeException.class, slow::execute);
        assertTrue(slow.isTimedOut());
        assertFalse(slow.getProcess().isAlive());
    }
}
