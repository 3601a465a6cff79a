import { describe, expect, it } from 'vitest';
import { createPrometheusMeter } from './prometheus-meter.ts';

describe('createPrometheusMeter', () => {
  it('counts calls into the bucket of their duration, and into those above', async () => {
    const meter = createPrometheusMeter();
    for (const seconds of [0.001, 0.004, 500]) {
      meter.callFinished({ intent: 'memory.search', engine: 'agent', status: 'success', seconds });
    }
    const text = await meter.exposition();
    const labels = 'intent="memory.search",engine="agent",status="success"';
    expect(text).toContain('# TYPE tutti_call_duration_seconds histogram');
    expect(text).toContain(`tutti_call_duration_seconds_bucket{${labels},le="0.001"} 1\n`);
    expect(text).toContain(`tutti_call_duration_seconds_bucket{${labels},le="0.005"} 2\n`);
    expect(text).toContain(`tutti_call_duration_seconds_bucket{${labels},le="120"} 2\n`);
    expect(text).toContain(`tutti_call_duration_seconds_bucket{${labels},le="+Inf"} 3\n`);
    expect(text).toContain(`tutti_call_duration_seconds_count{${labels}} 3\n`);
    expect(text).toContain(`tutti_call_duration_seconds_sum{${labels}} 500.005\n`);
  });

  it('keeps apart requests by route and status, and callbacks by outcome', async () => {
    const meter = createPrometheusMeter();
    meter.requestFinished({ route: '/jobs/{id}', status: 200, seconds: 0.01 });
    meter.requestFinished({ route: '/jobs/{id}', status: 404, seconds: 0.01 });
    meter.callbackTried('delivered');
    meter.callbackTried('delivered');
    meter.callbackTried('given_up');
    const text = await meter.exposition();
    expect(text).toContain(
      'tutti_http_request_duration_seconds_count{route="/jobs/{id}",status="200"} 1\n',
    );
    expect(text).toContain(
      'tutti_http_request_duration_seconds_count{route="/jobs/{id}",status="404"} 1\n',
    );
    expect(text).toContain('tutti_callbacks_total{outcome="delivered"} 2\n');
    expect(text).toContain('tutti_callbacks_total{outcome="given_up"} 1\n');
  });

  it('tells how the process is', async () => {
    const text = await createPrometheusMeter().exposition();
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('is text that Prometheus can read, whatever the labels hold', async () => {
    const meter = createPrometheusMeter();
    meter.callFinished({ intent: 'a"b\\c\nd', engine: '', status: 'x', seconds: 0.1 });
    const lines = (await meter.exposition()).split('\n').filter((line) => line !== '');
    const label = String.raw`[a-z_]+="(?:[^"\\]|\\["\\n])*"`;
    const sample = new RegExp(String.raw`^[a-z_0-9]+(?:\{${label}(?:,${label})*\})? \S+$`);
    for (const line of lines)
      expect(line).toMatch(line.startsWith('#') ? /^# (HELP|TYPE) / : sample);
  });

  it('stays bounded under a flood of names', async () => {
    const meter = createPrometheusMeter();
    for (let n = 0; n < 6000; n += 1) {
      meter.callFinished({ intent: `made.up${n}`, engine: 'agent', status: 'error', seconds: 0 });
    }
    const text = await meter.exposition();
    expect(text.match(/tutti_call_duration_seconds_count/g)).toHaveLength(5001);
    expect(text).toContain(
      'tutti_call_duration_seconds_count{intent="other",engine="other",status="other"} 1000\n',
    );
  });
});
