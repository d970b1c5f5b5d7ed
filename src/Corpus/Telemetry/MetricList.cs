namespace RagCluster.Corpus.Telemetry;

/// <summary>Every metric that this program adds to those of the framework: what is not listed here does not leave the process.</summary>
public static partial class MetricList
{
    // A flush takes 0.1 ms on a server's disk and 30 ms on a rotating one; a search a few milliseconds; a chat model seconds.
    private static double[] Fast => [.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];
    private static double[] Slow => [.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120];
    private static double[] Counts => [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    /// <summary>Bounds in seconds for a histogram that brings none.</summary>
    public static IReadOnlyList<double> DefaultBuckets => Fast;

    /// <summary>The running build; always 1.</summary>
    public static readonly MetricDefinition BuildInfo = Gauge("rag_build_info", "The running build; always 1.", labels: ["version"]);

    /// <summary>1 while this silo has joined and is not draining.</summary>
    public static readonly MetricDefinition SiloUp = Gauge("rag_silo_up", "1 while this silo has joined and is not draining.");

    /// <summary>Silos that the load asks for, between minimum and maximum.</summary>
    public static readonly MetricDefinition WantedSilos = Gauge(
        "rag_cluster_wanted_silos",
        "Silos that the load asks for, between minimum and maximum."
    );

    /// <summary>Silos in the membership table as this silo sees it, by status.</summary>
    public static readonly MetricDefinition ClusterSilos = Gauge(
        "rag_cluster_silos",
        "Silos in the membership table as this silo sees it, by status.",
        labels: ["status"]
    );

    /// <summary>The version of the membership table that this silo knows.</summary>
    public static readonly MetricDefinition ClusterViewVersion = Gauge(
        "rag_cluster_view_version",
        "The version of the membership table that this silo knows."
    );

    /// <summary>Silos that this silo saw leave the cluster, declared dead or in order.</summary>
    public static readonly MetricDefinition MembershipDeaths = Counter(
        "rag_membership_deaths_total",
        "Silos that this silo saw leave the cluster, declared dead or in order."
    );

    /// <summary>Grain activations on this silo, by grain type.</summary>
    public static readonly MetricDefinition Activations = Gauge(
        "rag_activations",
        "Grain activations on this silo, by grain type.",
        labels: ["grain"]
    );

    /// <summary>Grain calls that ran on this silo, by their outcome (ok, error).</summary>
    public static readonly MetricDefinition GrainCalls = Counter(
        "rag_grain_calls_total",
        "Grain calls that ran on this silo, by their outcome (ok, error).",
        labels: ["grain", "method", "outcome"]
    );

    /// <summary>Time of a grain call on this silo, without transport and queueing.</summary>
    public static readonly MetricDefinition GrainCallDuration = Histogram(
        "rag_grain_call_duration_seconds",
        "Time of a grain call on this silo, without transport and queueing.",
        "s",
        Fast,
        labels: ["grain", "method"]
    );

    /// <summary>
    /// Time of a search by stage: embed, statistics, shards, vector, bm25, fuse, rerank, total; cached for one that a cache answered.
    /// </summary>
    public static readonly MetricDefinition SearchDuration = Histogram(
        "rag_search_duration_seconds",
        "Time of a search by stage: embed, statistics, shards, vector, bm25, fuse, rerank, total; cached for one that a cache answered.",
        "s",
        Fast,
        labels: ["stage"]
    );

    /// <summary>Stored things whose bytes were not those that were written, by kind of thing.</summary>
    public static readonly MetricDefinition ShardDamage = Counter(
        "rag_shard_damage_total",
        "Stored things whose bytes were not those that were written, by kind of thing.",
        labels: ["kind"]
    );

    /// <summary>Stored things whose bytes were not those that were written, of all kinds.</summary>
    public static readonly MetricDefinition ChecksumFailures = Counter(
        "rag_checksum_failures_total",
        "Stored things whose bytes were not those that were written, of all kinds."
    );

    /// <summary>Bytes of segment files written for what came new.</summary>
    public static readonly MetricDefinition ShardSealedBytes = Counter(
        "rag_shard_sealed_bytes_total",
        "Bytes of segment files written for what came new."
    );

    /// <summary>Bytes of segment files written by merges.</summary>
    public static readonly MetricDefinition ShardMergedBytes = Counter(
        "rag_shard_merged_bytes_total",
        "Bytes of segment files written by merges."
    );

    /// <summary>Seals and merges of segments that failed, and files that could not be removed; they are tried again.</summary>
    public static readonly MetricDefinition ShardUpkeepFailures = Counter(
        "rag_shard_upkeep_failures_total",
        "Seals and merges of segments that failed, and files that could not be removed; they are tried again."
    );

    /// <summary>Calls to replicas of shards, by attempt: first, second where the first took long.</summary>
    public static readonly MetricDefinition ShardCalls = Counter(
        "rag_shard_calls_total",
        "Calls to replicas of shards, by attempt (first, second where the first took long).",
        labels: ["attempt"]
    );

    /// <summary>Passages that a search returned.</summary>
    public static readonly MetricDefinition SearchResults = Histogram(
        "rag_search_results",
        "Passages that a search returned.",
        null,
        Counts
    );

    /// <summary>Document versions that wait or are being indexed on this silo.</summary>
    public static readonly MetricDefinition IngestQueueDepth = Gauge(
        "rag_ingest_queue_depth",
        "Document versions that wait or are being indexed on this silo."
    );

    /// <summary>Document versions whose indexing ended, by outcome (indexed, superseded, failed).</summary>
    public static readonly MetricDefinition IngestDocuments = Counter(
        "rag_ingest_documents_total",
        "Document versions whose indexing ended, by outcome (indexed, superseded, failed).",
        labels: ["outcome"]
    );

    /// <summary>Time of one document's indexing by stage: load, read, chunk, embed, embed_beside, commit.</summary>
    public static readonly MetricDefinition IngestStageDuration = Histogram(
        "rag_ingest_stage_duration_seconds",
        "Time of one document's indexing by stage: load, read, chunk, embed, embed_beside, commit.",
        "s",
        Slow,
        labels: ["stage"]
    );

    /// <summary>Look-ups in a cache, by outcome (hit, miss).</summary>
    public static readonly MetricDefinition CacheRequests = Counter(
        "rag_cache_requests_total",
        "Look-ups in a tier of the cache, by kind (embedding, retrieval, answer) and outcome (hit, miss).",
        labels: ["cache", "kind", "outcome"]
    );

    /// <summary>Failures, by what was being used and the exception's type.</summary>
    public static readonly MetricDefinition Failures = Counter(
        "rag_failures_total",
        "Failures, by what was being used and the exception's type.",
        labels: ["dependency", "type"]
    );

    /// <summary>Queries that got the answer computed for an equal one at the same time.</summary>
    public static readonly MetricDefinition CacheCoalesced = Counter(
        "rag_cache_coalesced_total",
        "Queries that got the answer computed for an equal one at the same time."
    );

    /// <summary>Entries of the cache of answers on this silo, by tier.</summary>
    public static readonly MetricDefinition CacheEntries = Gauge(
        "rag_cache_entries",
        "Entries of the cache of answers on this silo, by tier.",
        labels: ["cache"]
    );

    /// <summary>Entries that left the cache of answers on this silo for want of room, by tier.</summary>
    public static readonly MetricDefinition CacheEvictions = Counter(
        "rag_cache_evictions_total",
        "Entries that left the cache of answers on this silo for want of room, by tier.",
        labels: ["cache"]
    );

    /// <summary>Experiments that run, as this silo knows.</summary>
    public static readonly MetricDefinition Experiments = Gauge("rag_experiments_running", "Experiments that run, as this silo knows.");

    /// <summary>Queries that took part in an experiment, by the arm that answered.</summary>
    public static readonly MetricDefinition ExperimentQueries = Counter(
        "rag_experiment_queries_total",
        "Queries that took part in an experiment, by the arm that answered.",
        labels: ["experiment", "arm"]
    );

    /// <summary>Outcomes that an experiment counted: latency, groundedness, answered, feedback, click.</summary>
    public static readonly MetricDefinition ExperimentOutcomes = Counter(
        "rag_experiment_outcomes_total",
        "Outcomes that an experiment counted: latency, groundedness, answered, feedback, click.",
        labels: ["outcome"]
    );

    /// <summary>Arms of experiments that a guardrail stopped.</summary>
    public static readonly MetricDefinition ExperimentArmsStopped = Counter(
        "rag_experiment_arms_stopped_total",
        "Arms of experiments that a guardrail stopped."
    );

    /// <summary>Feedback on answers outside experiments: good, bad, opened.</summary>
    public static readonly MetricDefinition Feedback = Counter(
        "rag_feedback_total",
        "Feedback on answers outside experiments: good, bad, opened.",
        labels: ["outcome"]
    );

    /// <summary>Texts that wait for an inference device.</summary>
    public static readonly MetricDefinition InferenceQueueTexts = Gauge(
        "rag_inference_queue_texts",
        "Texts that wait for an inference device.",
        labels: ["device"]
    );

    /// <summary>Tokens that wait for an inference device.</summary>
    public static readonly MetricDefinition InferenceQueueTokens = Gauge(
        "rag_inference_queue_tokens",
        "Tokens that wait for an inference device.",
        labels: ["device"]
    );

    /// <summary>Batches that an inference device has run.</summary>
    public static readonly MetricDefinition InferenceBatches = Counter(
        "rag_inference_batches_total",
        "Batches that an inference device has run.",
        labels: ["device"]
    );

    /// <summary>Texts in the batches that an inference device has run.</summary>
    public static readonly MetricDefinition InferenceTexts = Counter(
        "rag_inference_texts_total",
        "Texts in the batches that an inference device has run.",
        labels: ["device"]
    );

    /// <summary>Tokens in the batches that an inference device has run, padding counted.</summary>
    public static readonly MetricDefinition InferenceTokens = Counter(
        "rag_inference_tokens_total",
        "Tokens in the batches that an inference device has run, padding counted.",
        labels: ["device"]
    );

    /// <summary>Calls turned away because the queue of an inference device was full.</summary>
    public static readonly MetricDefinition InferenceOverloaded = Counter(
        "rag_inference_overloaded_total",
        "Calls turned away because the queue of an inference device was full.",
        labels: ["device"]
    );

    /// <summary>The most tokens of a batch on an inference device now; less than the setting after it ran out of memory.</summary>
    public static readonly MetricDefinition InferenceBatchTokens = Gauge(
        "rag_inference_batch_tokens_max",
        "The most tokens of a batch on an inference device now; less than the setting after it ran out of memory.",
        labels: ["device"]
    );

    /// <summary>Changes of a collection's model that are not done, in the whole cluster.</summary>
    public static readonly MetricDefinition ModelChanges = Gauge(
        "rag_model_changes",
        "Changes of a collection's model that are not done, in the whole cluster."
    );

    /// <summary>Chunks that these changes have embedded.</summary>
    public static readonly MetricDefinition ModelChangeChunks = Gauge(
        "rag_model_change_chunks",
        "Chunks that the changes of model that are not done have embedded, in the whole cluster."
    );

    /// <summary>Chunks that these changes embed in all.</summary>
    public static readonly MetricDefinition ModelChangeChunksWanted = Gauge(
        "rag_model_change_chunks_wanted",
        "Chunks that the changes of model that are not done embed in all, in the whole cluster."
    );

    /// <summary>Time of a group commit, its flush to disk included.</summary>
    public static readonly MetricDefinition WalFsyncDuration = Histogram(
        "rag_wal_fsync_duration_seconds",
        "Time of a group commit, its flush to disk included.",
        "s",
        Fast
    );

    /// <summary>Failed flushes, writes and checkpoints. One is enough to seal the store.</summary>
    public static readonly MetricDefinition WalFsyncErrors = Counter(
        "rag_wal_fsync_errors_total",
        "Failed flushes, writes and checkpoints. One is enough to seal the store."
    );

    /// <summary>Writes that shared one commit.</summary>
    public static readonly MetricDefinition CommitGroupWrites = Histogram(
        "rag_storage_commit_group_writes",
        "Writes that shared one commit.",
        null,
        Counts
    );

    /// <summary>Writes turned away because the queue was full.</summary>
    public static readonly MetricDefinition StorageOverloaded = Counter(
        "rag_storage_overloaded_total",
        "Writes turned away because the queue was full."
    );

    /// <summary>Large reads for which a replica of the database was asked.</summary>
    public static readonly MetricDefinition ReplicaReads = Counter(
        "rag_storage_replica_reads_total",
        "Large reads for which a replica of the database was asked, by outcome (answered, behind, busy, failed).",
        labels: ["outcome"]
    );

    /// <summary>Writes rejected because another owner had taken over.</summary>
    public static readonly MetricDefinition FencingRejections = Counter(
        "rag_fencing_rejections_total",
        "Writes rejected because another owner had taken over."
    );

    /// <summary>Size of the files in the data folder.</summary>
    public static readonly MetricDefinition StorageBytes = Gauge("rag_storage_bytes", "Size of the files in the data folder.", "By");

    /// <summary>Free part of the data folder's file system, 0 to 1.</summary>
    public static readonly MetricDefinition StorageFreeRatio = Gauge(
        "rag_storage_free_ratio",
        "Free part of the data folder's file system, 0 to 1."
    );

    /// <summary>
    /// Bodies over 64 KiB by how they got room in memory (admitted, waited, refused); one of unknown length over 1 MiB asks twice and
    /// counts twice.
    /// </summary>
    public static readonly MetricDefinition UploadAdmissions = Counter(
        "rag_upload_admissions_total",
        "Bodies over 64 KiB by how they got room in memory: admitted, waited, refused.",
        labels: ["outcome"]
    );

    /// <summary>The moment whose state the newest backup of everything holds, on the silo that takes backups.</summary>
    public static readonly MetricDefinition BackupLastSuccess = Gauge(
        "rag_backup_last_success_timestamp_seconds",
        "The moment whose state the newest backup of everything holds, in seconds since 1970, on the silo that takes backups.",
        "s"
    );

    /// <summary>Bytes of the newest backup of everything.</summary>
    public static readonly MetricDefinition BackupBytes = Gauge("rag_backup_bytes", "Bytes of the newest backup of everything.", "By");

    /// <summary>Backups by what became of them: succeeded, failed, late.</summary>
    public static readonly MetricDefinition Backups = Counter(
        "rag_backups_total",
        "Backups by what became of them: succeeded, failed, late.",
        labels: ["outcome"]
    );

    /// <summary>Time of a backup that was taken and verified.</summary>
    public static readonly MetricDefinition BackupDuration = Histogram(
        "rag_backup_duration_seconds",
        "Time of a backup that was taken and verified.",
        "s",
        [.1, .5, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200]
    );

    /// <summary>
    /// Requests that a limit refused, by the limit (key, tenant, address, signin), or for which a class (query, generate, write, admin,
    /// watch) had no place.
    /// </summary>
    public static readonly MetricDefinition RateLimited = Counter(
        "rag_rate_limited_total",
        "Requests that a limit refused (key, tenant, address, signin) or a class had no place for (query, generate, write, admin, watch).",
        labels: ["policy"]
    );

    /// <summary>Events that the audit log lost, since too many waited for the store.</summary>
    public static readonly MetricDefinition AuditLost = Counter(
        "rag_audit_lost_total",
        "Events that the audit log lost, since too many waited for the store."
    );

    /// <summary>Queries that the query log lost, since too many waited for the store.</summary>
    public static readonly MetricDefinition QueryLogLost = Counter(
        "rag_query_log_lost_total",
        "Queries that the query log lost, since too many waited for the store."
    );

    /// <summary>Bytes that the network interfaces of this machine or container moved, loopback left out.</summary>
    public static readonly MetricDefinition NetworkBytes = Counter(
        "rag_network_bytes_total",
        "Bytes that the network interfaces of this machine or container moved, loopback left out, by direction (received, sent).",
        labels: ["direction"]
    );

    /// <summary>1 while what this silo depends on answers it: store (reads), store_writes, membership.</summary>
    public static readonly MetricDefinition DependencyUp = Gauge(
        "rag_dependency_up",
        "1 while what this silo depends on answers it: store (reads), store_writes, membership (in a cluster).",
        labels: ["dependency"]
    );

    /// <summary>When a certificate of this silo ends, in seconds since 1970: cluster (between silos), server (HTTPS).</summary>
    public static readonly MetricDefinition CertificateExpiry = Gauge(
        "rag_certificate_expiry_timestamp_seconds",
        "When a certificate of this silo ends, in seconds since 1970: cluster (between silos), server (HTTPS).",
        labels: ["use"]
    );

    /// <summary>Memory that this process may have: the container's limit, else the machine's.</summary>
    public static readonly MetricDefinition MemoryLimit = Gauge(
        "rag_memory_limit_bytes",
        "Memory that this process may have: the container's limit, else the machine's.",
        "By"
    );

    /// <summary>Resident memory of this process as a share of what it may have, 0 to 1.</summary>
    public static readonly MetricDefinition MemoryUsed = Gauge(
        "rag_memory_used_ratio",
        "Resident memory of this process as a share of what it may have, 0 to 1."
    );

    /// <summary>Whether this process gives memory back: 0 no, 1 caches and batches are smaller, 2 ingest pauses too.</summary>
    public static readonly MetricDefinition MemoryPressure = Gauge(
        "rag_memory_pressure",
        "Whether this process gives memory back: 0 no, 1 caches and batches are smaller, 2 ingest pauses too."
    );

    /// <summary>The moment up to which every change has been shipped.</summary>
    public static readonly MetricDefinition BackupLogShipped = Gauge(
        "rag_backup_log_shipped_timestamp_seconds",
        "The moment up to which every change has been shipped, in seconds since 1970, on the silo that ships them.",
        "s"
    );

    /// <summary>Attempts to ship changes by what became of them: shipped, failed.</summary>
    public static readonly MetricDefinition BackupLogSegments = Counter(
        "rag_backup_log_segments_total",
        "Attempts to ship changes by what became of them: shipped, failed.",
        labels: ["outcome"]
    );

    /// <summary>Measurements left out because their metric had too many label sets.</summary>
    public static readonly MetricDefinition SeriesDropped = Counter(
        "rag_metrics_series_dropped_total",
        "Measurements left out because their metric had too many label sets, or all metrics together too many.",
        labels: ["metric"]
    );

    /// <summary>The list, in the order of the names.</summary>
    public static IReadOnlyList<MetricDefinition> All => Sorted.Value;

    // Read when it is asked for: the fields of this class stand in two files, and nothing says which are set first.
    private static readonly Lazy<IReadOnlyList<MetricDefinition>> Sorted = new(() =>
        [
            .. typeof(MetricList)
                .GetFields()
                .Select(field => field.GetValue(null))
                .OfType<MetricDefinition>()
                .OrderBy(metric => metric.Name, StringComparer.Ordinal),
        ]
    );

    private static MetricDefinition Counter(string name, string help, params string[] labels) =>
        new(name, MetricKind.Counter, help) { Labels = labels };

    private static MetricDefinition Gauge(string name, string help, string? unit = null, params string[] labels) =>
        new(name, MetricKind.Gauge, help, unit) { Labels = labels };

    private static MetricDefinition Histogram(string name, string help, string? unit, double[] buckets, params string[] labels) =>
        new(name, MetricKind.Histogram, help, unit) { Buckets = buckets, Labels = labels };
}
