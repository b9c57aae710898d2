// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.thrift.TApplicationException;
import org.apache.storm.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Mailbox;
import tempest.cluster.OneLine;

/**
 * What every remote call goes through: may this user do it, does this Nimbus lead, and back from Nimbus's thread with an answer or
 * one clear line. Called by RPC threads.
 */
final class RpcGate {
    private static final Logger LOG = LoggerFactory.getLogger(RpcGate.class);
    private static final long LONGEST_WAIT_SECS = 120;

    private final Mailbox mailbox;
    private final Leadership leadership;
    private final CallerAccess access;
    private final Supplier<String> whereTheLeaderIs;

    RpcGate(Mailbox mailbox, Leadership leadership, CallerAccess access, Supplier<String> whereTheLeaderIs) {
        this.mailbox = mailbox;
        this.leadership = leadership;
        this.access = access;
        this.whereTheLeaderIs = whereTheLeaderIs;
    }

    /** Work whose failures become what Thrift can carry. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws Exception;
    }

    /** Work without a result. */
    @FunctionalInterface
    interface VoidWork {
        void run() throws Exception;
    }

    /** Work that only a leading Nimbus does. */
    @FunctionalInterface
    interface LeaderWork<T> {
        T run(Leader leader) throws Exception;
    }

    /** The same without a result. */
    @FunctionalInterface
    interface LeaderTask {
        void run(Leader leader) throws Exception;
    }

    /** Whether calls are judged at all. */
    boolean judges() {
        return access.authorizer().judges();
    }

    /** @param caller taken on the RPC thread: another thread's context is another caller's */
    void permit(ReqContext caller, String operation, Map<String, Object> topologyConf) throws AuthorizationException {
        access.authorizer().permit(caller, operation, topologyConf);
    }

    /**
     * The name of this thread's caller, for a call that an access list judges. One without a name is on no list, so that the authorizer is asked.
     *
     * @param operation as it would be called if it were no blob
     */
    String named(String operation) throws AuthorizationException {
        ReqContext caller = ReqContext.context();
        access.authorizer().checkActing(caller, operation, Map.of());
        String user = user(caller);
        if (user == null) {
            permit(caller, operation, Map.of());
        }
        return user;
    }

    /** The name of this thread's caller on this cluster, or null if the transport does not know it. */
    String user() {
        return user(ReqContext.context());
    }

    String user(ReqContext caller) {
        return access.user(caller);
    }

    /** Runs on Nimbus's thread, provided that it leads. */
    <T> T lead(LeaderWork<T> work) throws TException {
        CompletableFuture<T> answer = mailbox.call(() -> {
            Leader leader = leadership.current().orElseThrow(() -> new TApplicationException(TApplicationException.INTERNAL_ERROR,
                "this Nimbus is not the leader; " + whereTheLeaderIs.get()));
            return work.run(leader);
        });
        return answer(() -> {
            try {
                return answer.get(LONGEST_WAIT_SECS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            } catch (CancellationException e) {
                throw new IOException("Nimbus is stopping");
            } catch (TimeoutException e) {
                throw new IOException("Nimbus was too busy to answer within " + LONGEST_WAIT_SECS + " s");
            }
        });
    }

    void leading(LeaderTask work) throws TException {
        lead(leader -> {
            work.run(leader);
            return null;
        });
    }

    /** Runs on Nimbus's thread, provided that a leadership that began earlier goes on: what was begun in one is not finished in another. */
    void stillLeading(Leader began, LeaderTask work) throws TException {
        leading(leader -> {
            if (leader != began) {
                throw new IllegalStateException("the leadership changed meanwhile; try again");
            }
            work.run(leader);
        });
    }

    /** Runs on Nimbus's thread whether it leads or not, some time; nobody waits for it. */
    void anyway(Runnable work) {
        mailbox.execute(work);
    }

    /** Runs on the caller's thread. */
    static <T> T answer(Work<T> work) throws TException {
        try {
            return work.run();
        } catch (TException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TApplicationException(TApplicationException.INTERNAL_ERROR, "Nimbus is stopping");
        } catch (FileSystemException e) {
            // Its message is where the file lies, which is not the caller's business.
            LOG.warn("a call failed: {}", OneLine.of(e.toString()));
            throw new TApplicationException(TApplicationException.INTERNAL_ERROR, "Nimbus cannot use its files; its log says more");
        } catch (IllegalStateException | IOException e) {
            // Not possible now, and not wrong: its message says all.
            LOG.info("refused a call: {}", OneLine.of(e.getMessage()));
            throw new TApplicationException(TApplicationException.INTERNAL_ERROR, e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (Exception e) {
            LOG.warn("a call failed", e);
            throw new TApplicationException(TApplicationException.INTERNAL_ERROR, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    static void run(VoidWork work) throws TException {
        answer(() -> {
            work.run();
            return null;
        });
    }
}
