// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

// Bolts and spouts over the multilang protocol: a JSON text and a line "end" for each message, on standard input and output.
'use strict';
const fs = require('fs');
const path = require('path');

class Component {
    constructor() {
        this.lines = [];
        this.rest = '';
        this.greeted = false;
    }

    run() {
        process.stdin.setEncoding('utf8');
        process.stdin.on('data', text => this.read(text));
        process.stdin.on('end', () => process.exit(0));
    }

    // A message may come in parts, and several at once.
    read(text) {
        const parts = (this.rest + text).split('\n');
        this.rest = parts.pop();
        for (const line of parts) {
            if (line === 'end') {
                const message = JSON.parse(this.lines.join('\n'));
                this.lines = [];
                this.receive(message);
            } else {
                this.lines.push(line);
            }
        }
    }

    receive(message) {
        if (!this.greeted) {
            this.greeted = true;
            fs.closeSync(fs.openSync(path.join(message.pidDir, String(process.pid)), 'w'));
            this.initialize(message.conf, message.context);
            this.send({pid: process.pid});
        } else if (!Array.isArray(message)) { // the tasks that a tuple went to are not asked for
            this.handle(message);
        }
    }

    initialize(conf, context) {
    }

    send(message) {
        fs.writeSync(1, JSON.stringify(message) + '\nend\n');
    }

    // levels from 0, trace, to 4, error
    log(text, level) {
        this.send({command: 'log', msg: text, level: level === undefined ? 2 : level});
    }
}

// A bolt has process(tuple), which may emit values anchored to the tuple; the tuple is acked when it returns, and failed if it throws.
class Bolt extends Component {
    handle(tuple) {
        if (tuple.stream === '__heartbeat') {
            this.send({command: 'sync'});
            return;
        }
        try {
            this.process(tuple);
            this.send({command: 'ack', id: tuple.id});
        } catch (error) {
            this.send({command: 'error', msg: String(error.stack)});
            this.send({command: 'fail', id: tuple.id});
        }
    }

    emit(values, anchor, stream) {
        this.send({command: 'emit', tuple: values, anchors: anchor ? [anchor.id] : [], stream: stream, need_task_ids: false});
    }
}

// A spout has nextTuple(), ack(id) and fail(id), and emits with an id what is to be acked.
class Spout extends Component {
    handle(message) {
        if (message.command === 'next') {
            this.nextTuple();
        } else if (message.command === 'ack') {
            this.ack(message.id);
        } else if (message.command === 'fail') {
            this.fail(message.id);
        }
        this.send({command: 'sync'});
    }

    ack(id) {
    }

    fail(id) {
    }

    emit(values, id, stream) {
        this.send({command: 'emit', tuple: values, id: id, stream: stream, need_task_ids: false});
    }
}

module.exports = {Bolt, Spout};
