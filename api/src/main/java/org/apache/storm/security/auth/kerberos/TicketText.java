// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.kerberos;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.security.auth.kerberos.KerberosTicket;

/**
 * A Kerberos ticket as text: Java's serialized form of it in Base64. Stateless. It reads nothing but tickets, because Nimbus reads what any user
 * may have sent.
 */
final class TicketText {
    private static final ObjectInputFilter TICKETS_ONLY = ObjectInputFilter.Config.createFilter(
        "maxdepth=8;maxrefs=200;maxbytes=262144;maxarray=131072;javax.security.auth.kerberos.*;java.util.Date;java.net.InetAddress;"
            + "java.net.Inet4Address;java.net.Inet6Address;!*");

    private TicketText() {}

    static String of(KerberosTicket ticket) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(ticket);
        } catch (IOException e) {
            throw new UncheckedIOException("The Kerberos ticket of " + ticket.getClient() + " cannot be serialized", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static KerberosTicket read(String text) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            in.setObjectInputFilter(TICKETS_ONLY);
            return (KerberosTicket) in.readObject();
        } catch (IOException | ReflectiveOperationException | ClassCastException | IllegalArgumentException e) {
            throw new IllegalArgumentException("The credential TGT is no serialized Kerberos ticket", e);
        }
    }
}
