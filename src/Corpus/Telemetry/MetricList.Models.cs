namespace RagCluster.Corpus.Telemetry;

// Of models and what guards them, of the planner, and of sampled searches.
public static partial class MetricList
{
    /// <summary>Time of a call to a model or of a retrieval, by OpenTelemetry's conventions for generative AI.</summary>
    public static readonly MetricDefinition GenAiDuration = Histogram(
        "gen_ai_client_operation_duration_seconds",
        "Time of a call to a model or of a retrieval, by OpenTelemetry's conventions for generative AI.",
        "s",
        [.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
        labels: ["gen_ai_operation_name", "gen_ai_provider_name", "gen_ai_request_model", "error_type"]
    );

    /// <summary>Tokens of one call to a model, as the model counts them.</summary>
    public static readonly MetricDefinition GenAiTokens = Histogram(
        "gen_ai_client_token_usage",
        "Tokens of one call to a model, as the model counts them.",
        null,
        [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576],
        labels: ["gen_ai_operation_name", "gen_ai_provider_name", "gen_ai_request_model", "gen_ai_token_type"]
    );

    /// <summary>Time to the first piece of a streamed answer of a model.</summary>
    public static readonly MetricDefinition GenAiFirstChunk = Histogram(
        "gen_ai_client_operation_time_to_first_chunk_seconds",
        "Time to the first piece of a streamed answer of a model.",
        "s",
        Slow,
        labels: ["gen_ai_provider_name", "gen_ai_request_model"]
    );

    /// <summary>Time until the chat model's first word.</summary>
    public static readonly MetricDefinition LlmFirstToken = Histogram(
        "rag_llm_time_to_first_token_seconds",
        "Time until the chat model's first word.",
        "s",
        Slow
    );

    /// <summary>Tokens that the chat model read and wrote, where it says so, by direction (input, output).</summary>
    public static readonly MetricDefinition LlmTokens = Counter(
        "rag_llm_tokens_total",
        "Tokens that the chat model read and wrote, where it says so, by direction (input, output).",
        labels: ["direction"]
    );

    /// <summary>0 while a circuit breaker lets calls through, 1 while one call tries, 2 while it refuses them.</summary>
    public static readonly MetricDefinition Breakers = Gauge(
        "rag_breaker_state",
        "0 while a circuit breaker lets calls through, 1 while one call tries, 2 while it refuses them.",
        labels: ["breaker"]
    );

    /// <summary>How often a circuit breaker of this silo opened.</summary>
    public static readonly MetricDefinition BreakersOpened = Counter(
        "rag_breaker_opened_total",
        "How often a circuit breaker of this silo opened.",
        labels: ["breaker"]
    );

    /// <summary>
    /// Share of what is nearest that a sampled search found, by repeating it exhaustively. One observation for each probe.
    /// </summary>
    public static readonly MetricDefinition RecallProbe = Histogram(
        "rag_recall_probe_ratio",
        "Share of what is nearest that a sampled search found, by repeating it exhaustively.",
        null,
        [.5, .8, .9, .95, .98, .99, 1]
    );

    /// <summary>Query classes that the task planner keeps on this silo.</summary>
    public static readonly MetricDefinition PlannerClasses = Gauge(
        "rag_planner_classes",
        "Query classes that the task planner keeps on this silo."
    );

    /// <summary>How much the last seconds of a step's latency still count for the planner, 1 to 0; the mean over its classes.</summary>
    public static readonly MetricDefinition PlannerCoherence = Gauge(
        "rag_planner_coherence_ratio",
        "How much the last seconds of a step's latency still count for the planner, 1 to 0; the mean over the classes of this silo.",
        labels: ["stage"]
    );

    /// <summary>How undecided the planner is between the plans: 0 when one is certain, 1 when all are alike; the mean.</summary>
    public static readonly MetricDefinition PlannerEntropy = Gauge(
        "rag_planner_entropy_ratio",
        "How undecided the planner is between the plans, 0 when one is certain, 1 when all are alike; the mean over this silo's classes."
    );

    /// <summary>Queries of the task planner, by who chose their plan.</summary>
    public static readonly MetricDefinition PlannerChoices = Counter(
        "rag_planner_choices_total",
        "Queries by who chose their plan: planner, control, fallback, suspended, request.",
        labels: ["source"]
    );
}
