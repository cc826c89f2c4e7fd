export type SavedQuery = { name: string; text: string };

/** The questions that are asked of what the audit Lambda logs, of every context. */
export const changeQueries: readonly SavedQuery[] = [
  {
    name: "Who recorded what and when, of a run",
    text: `
      fields occurred_at, actor_id, event, handoff_id, digest, index
      | filter run_id = "00000000-0000-0000-0000-000000000000" and event like /_handoff_/
      | sort index asc
      | dedup tenant_id, index
      | limit 1000`,
  },
  {
    name: "One subject's full history",
    text: `
      fields occurred_at, rev, event, actor_id, digest, digest_new, digest_old, index, commit_id
      | filter subject = "run:00000000-0000-0000-0000-000000000000"
      | sort index asc
      | dedup tenant_id, index
      | limit 10000`,
  },
  {
    name: "What one actor did",
    text: `
      fields occurred_at, event, subject, rev, index
      | filter actor_id = "<sub of the token>" and ispresent(index)
      | sort occurred_at desc
      | dedup tenant_id, index
      | limit 1000`,
  },
  {
    name: "What was deleted",
    text: `
      fields occurred_at, tenant_id, subject, actor_id, event, handoff_id, digest, index
      | filter event like /_deleted$/
      | sort occurred_at desc
      | dedup tenant_id, index
      | limit 1000`,
  },
  {
    name: "Cost and time per feature and phase",
    text: `
      filter event = "handoff_packet_created"
      | stats latest(cost_usd) as cost, latest(duration_ms) as took, latest(phase) as its_phase
          by tenant_id, feature_id, handoff_id
      | stats count(*) as packets, sum(cost) as usd, sum(took) / 60000 as minutes by feature_id, its_phase
      | sort usd desc`,
  },
  {
    name: "Cost and tokens per agent",
    text: `
      filter event = "handoff_packet_created"
      | stats latest(cost_usd) as cost, latest(cost_tokens_in) as read, latest(cost_tokens_out) as written
          by tenant_id, agent_id, handoff_id
      | stats count(*) as packets, sum(cost) as usd, sum(read) as tokens_in, sum(written) as tokens_out by agent_id
      | sort usd desc`,
  },
  {
    name: "Packets that were rejected",
    text: `
      fields occurred_at, feature_id, phase, version, agent_id, actor_id, handoff_id, index
      | filter event = "handoff_packet_created" and status = "rejected"
      | sort occurred_at desc
      | dedup tenant_id, index
      | limit 1000`,
  },
  {
    name: "Tampering with what was sealed",
    text: `
      fields occurred_at, tenant_id, subject, item, event, digest_old, digest_new, commit_id, index
      | filter event like /^(ledger_record|record_head|checkpoint)_/
      | sort occurred_at desc
      | dedup tenant_id, index
      | limit 1000`,
  },
  {
    name: "Workflow handoffs waiting for approval",
    text: `
      filter ispresent(workflow_id) and ispresent(approval_id)
      | stats latest(event) as last_event, min(occurred_at) as since by tenant_id, workflow_id, approval_id
      | filter last_event in ["workflow_handoff_submitted"]
      | sort since asc`,
  },
  {
    name: "What became of a workflow handoff",
    text: `
      fields occurred_at, event, actor_id, state, recipient, approval_id, superseded_by, sealed, digest, index
      | filter workflow_id = "00000000-0000-0000-0000-000000000000"
      | sort index asc
      | dedup tenant_id, index
      | limit 1000`,
  },
  {
    name: "Changes of each kind",
    text: `
      filter ispresent(index)
      | stats count(*) as lines by tenant_id, event, index
      | stats count(*) as changes by tenant_id, event
      | sort changes desc`,
  },
  {
    name: "Builder verdicts",
    text: `
      fields occurred_at, tenant_id, handoff_id, verdict, results_version, actor_id, digest, index
      | filter event like /^builder_handoff_(validated|returned)$/
      | sort occurred_at desc
      | dedup tenant_id, index
      | limit 1000`,
  },
  {
    name: "Builder documents that failed",
    text: `
      fields occurred_at, tenant_id, handoff_id, event, version, verdict, actor_id, index
      | filter event like /^builder_(spec|results)_submitted$/ and verdict = "fail"
      | sort occurred_at desc
      | dedup tenant_id, index
      | limit 1000`,
  },
  {
    name: "Launches per day, and their failures",
    text: `
      filter event in ["npd_project_launched", "npd_handoff_failed"] and ispresent(index)
      | fields substr(occurred_at, 0, 10) as day
      | stats count(*) as lines by day, event, tenant_id, index
      | stats count(*) as times by day, event
      | sort day desc`,
  },
  {
    name: "Why launches failed",
    text: `
      filter event = "npd_handoff_failed" and ispresent(index)
      | stats count(*) as lines by error_code, step_failed, tenant_id, subject, index
      | stats count(*) as failures, count_distinct(subject) as projects by error_code, step_failed
      | sort failures desc`,
  },
  {
    name: "Who launched what and when",
    text: `
      fields occurred_at, tenant_id, subject, actor_id, handoff_id, digest, index
      | filter event = "npd_project_launched"
      | sort occurred_at desc
      | dedup tenant_id, index
      | limit 1000`,
  },
  {
    name: "What a launch wrote",
    text: `
      fields occurred_at, event, subject, rev, actor_id, index
      | filter handoff_id = "00000000-0000-0000-0000-000000000000"
      | sort index asc
      | dedup tenant_id, index
      | limit 100`,
  },
  {
    // A message of the failure queue names its record by startSequenceNumber: that is the sequence_number here.
    name: "Why a record is in the failure queue",
    text: `
      filter message in ["audit_record_refused", "audit_record_deferred"]
      | stats count(*) as attempts, min(@timestamp) as first, max(@timestamp) as last
        by sequence_number, stream, partition, item, message, cause
      | sort last desc`,
  },
];
