// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.security.AccessController;
import java.security.Principal;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.Subject;

/**
 * Who makes the request that this thread serves, and from where. The transport fills it in before each request; it is the
 * thread's own. A caller that acts as another user is the real principal, the other user the principal.
 */
public class ReqContext {
    private static final MethodHandle CURRENT_SUBJECT = subjectLookup();
    private static final AtomicInteger IDS = new AtomicInteger();
    private static final ThreadLocal<ReqContext> CURRENT = ThreadLocal.withInitial(() -> new ReqContext(currentSubject()));

    private Subject subject;
    private InetAddress remoteAddress;
    private final int requestId;
    private Principal realPrincipal;

    /** A request by nobody known. */
    public ReqContext() {
        this((Subject) null);
    }

    public ReqContext(Subject sub) {
        this.subject = sub;
        this.requestId = IDS.incrementAndGet();
    }

    public ReqContext(ReqContext other) {
        this.subject = other.subject;
        this.remoteAddress = other.remoteAddress;
        this.requestId = other.requestId;
        this.realPrincipal = other.realPrincipal;
    }

    /** The request that this thread serves. */
    public static ReqContext context() {
        return CURRENT.get();
    }

    /** Forgets what is known of this thread's request. */
    public static void reset() {
        CURRENT.remove();
    }

    public void setRemoteAddress(InetAddress addr) {
        this.remoteAddress = addr;
    }

    /** Where the request comes from; null if from this JVM or not known. */
    public InetAddress remoteAddress() {
        return remoteAddress;
    }

    public void setSubject(Subject sub) {
        this.subject = sub;
    }

    /** All that is known of the caller; null if nothing is. */
    public Subject subject() {
        return subject;
    }

    /** The user that the request is made as, the first of the subject's principals; null if not known. */
    public Principal principal() {
        return subject == null ? null : subject.getPrincipals().stream().findFirst().orElse(null);
    }

    public void setRealPrincipal(Principal realPrincipal) {
        this.realPrincipal = realPrincipal;
    }

    /** The user that makes the request as another; null if the caller acts as themselves. */
    public Principal realPrincipal() {
        return realPrincipal;
    }

    public boolean isImpersonating() {
        return realPrincipal != null && !realPrincipal.equals(principal());
    }

    public int requestID() {
        return requestId;
    }

    /** The subject that this thread runs as by JAAS; null if none. */
    public static Subject currentSubject() {
        try {
            return (Subject) CURRENT_SUBJECT.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the thread's subject cannot be told: " + e, e);
        }
    }

    /** {@code Subject.current} where there is one (Java 18 and newer): what it replaces does nothing but throw on Java 24 and newer. */
    private static MethodHandle subjectLookup() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodType type = MethodType.methodType(Subject.class);
        try {
            return lookup.findStatic(Subject.class, "current", type);
        } catch (ReflectiveOperationException older) {
            try {
                return lookup.findStatic(ReqContext.class, "subjectOfAccessControl", type);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    @SuppressWarnings("removal")
    private static Subject subjectOfAccessControl() {
        return Subject.getSubject(AccessController.getContext());
    }

    @Override
    public String toString() {
        return "ReqContext{requestID=" + requestId + ", remoteAddress=" + remoteAddress + ", principal=" + principal()
            + ", realPrincipal=" + realPrincipal + "}";
    }
}
