# SPDX-FileCopyrightText: 2026 The Tempest authors
# SPDX-License-Identifier: Apache-2.0
# Read by bin/storm before anything else. Take the # off what you want to set.

# Which Java to run on.
# export JAVA_HOME=/usr/lib/jvm/java-17

# Where logs go instead of logs/.
# export STORM_LOG_DIR=/var/log/storm

# Options for the JVM that storm jar starts.
# export STORM_JAR_JVM_OPTS="-Xmx1g"

# More class path entries for topologies' mains and daemons, and for daemons alone.
# export STORM_EXT_CLASSPATH=/opt/extra/*
# export STORM_EXT_CLASSPATH_DAEMON=/opt/extra-daemon/*
