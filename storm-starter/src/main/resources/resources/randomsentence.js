// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
'use strict';
const {Spout} = require('./storm.js');

const SENTENCES = [
    'the storm moved over the harbour before dawn',
    'every lightning strike has its thunder',
    'a gull rode the wind above the grey water',
];

// Keeps each sentence until it is acked, and emits it again if it fails.
class RandomSentence extends Spout {
    initialize() {
        this.pending = new Map();
        this.failed = [];
        this.last = 0;
    }

    nextTuple() {
        const id = this.failed.length > 0 ? this.failed.shift() : ++this.last;
        if (!this.pending.has(id)) {
            this.pending.set(id, SENTENCES[Math.floor(Math.random() * SENTENCES.length)]);
        }
        this.emit([this.pending.get(id)], id);
    }

    ack(id) {
        this.pending.delete(id);
    }

    fail(id) {
        if (this.pending.has(id)) {
            this.failed.push(id);
        }
    }
}

new RandomSentence().run();
