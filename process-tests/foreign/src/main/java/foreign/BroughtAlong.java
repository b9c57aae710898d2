// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign;

import com.codahale.metrics.jvm.MemoryUsageGaugeSet;
import jakarta.xml.bind.DatatypeConverter;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.activation.MimeTypeParameterList;
import javax.annotation.Priority;
import org.apache.log4j.Logger;
import org.apache.storm.shade.com.google.common.collect.Lists;
import org.apache.storm.shade.org.apache.commons.codec.binary.Hex;
import org.apache.storm.shade.org.apache.commons.collections4.CollectionUtils;
import org.apache.storm.shade.org.apache.commons.io.IOUtils;
import org.apache.storm.shade.org.apache.commons.lang.StringUtils;
import org.apache.storm.shade.org.jctools.queues.MpscUnboundedArrayQueue;

/** Uses each of the small libraries that come with Storm's client jar: published topologies call them without bringing them. */
@Priority(1)
final class BroughtAlong {
    private static final Logger LOG = Logger.getLogger(BroughtAlong.class);

    private BroughtAlong() {
    }

    /** "n" and the number. */
    static String text(int number) {
        List<String> parts = Lists.newArrayList(StringUtils.repeat("n", 1), Integer.toString(number));
        MpscUnboundedArrayQueue<String> queue = new MpscUnboundedArrayQueue<>(2);
        queue.addAll(CollectionUtils.emptyIfNull(parts));
        byte[] bytes = StringUtils.join(new Object[] {queue.poll(), queue.poll()}).getBytes(StandardCharsets.UTF_8);
        byte[] again = DatatypeConverter.parseHexBinary(Hex.encodeHexString(bytes));
        try (StringReader reader = new StringReader(new String(again, StandardCharsets.UTF_8))) {
            String text = IOUtils.toString(reader);
            LOG.debug(text + new MimeTypeParameterList() + BroughtAlong.class.getAnnotation(Priority.class).value()
                + new MemoryUsageGaugeSet().getMetrics().size());
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
