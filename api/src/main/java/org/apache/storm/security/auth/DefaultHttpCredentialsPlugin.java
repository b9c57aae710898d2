// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Map;
import javax.security.auth.Subject;

/**
 * The user that the web server authenticated. One who sends the header or parameter {@code doAsUser} acts as that user, which
 * the impersonation authorizer then has to allow; one whom nobody authenticated remains unknown.
 */
public class DefaultHttpCredentialsPlugin implements IHttpCredentialsPlugin {
    private static final String DO_AS_USER = "doAsUser";

    @Override
    public void prepare(Map<String, Object> topoConf) {
    }

    @Override
    public String getUserName(HttpServletRequest req) {
        Principal principal = req == null ? null : req.getUserPrincipal();
        String name = principal == null ? null : principal.getName();
        return name == null || name.isEmpty() ? null : name;
    }

    @Override
    public ReqContext populateContext(ReqContext context, HttpServletRequest req) {
        String user = getUserName(req);
        String actsAs = req == null ? null : firstOf(req.getHeader(DO_AS_USER), req.getParameter(DO_AS_USER));
        context.setRealPrincipal(null);
        // Who has not authenticated themselves acts as nobody.
        if (actsAs != null && user != null) {
            context.setRealPrincipal(new SingleUserPrincipal(user));
            user = actsAs;
        }
        Subject subject = new Subject();
        if (user != null) {
            subject.getPrincipals().add(new SingleUserPrincipal(user));
        }
        context.setSubject(subject);
        return context;
    }

    private static String firstOf(String a, String b) {
        String chosen = a != null && !a.isEmpty() ? a : b;
        return chosen == null || chosen.isEmpty() ? null : chosen;
    }
}
