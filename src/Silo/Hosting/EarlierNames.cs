using System.Globalization;
using RagCluster.Api.Admission;

namespace RagCluster.Silo.Hosting;

/// <summary>
/// The environment names of the systems that this one replaces: each is understood, or refused with a line that says what to do. None is
/// dropped silently, since whoever sets <c>API_KEY_REQUIRED=true</c> must not get a server that lets everybody in. A setting's own name
/// goes before.
/// </summary>
internal static class EarlierNames
{
    // A year.
    private const double CoherenceSecondsMax = 365 * 86_400;
    private const string NoSigningKey =
        "the server signs nothing by a secret of this name. Set an administrator's key in RAG__Auth__AdminKeyFile, or whose tokens are "
        + "believed in RAG__Auth__Jwt__…, and leave this name out.";

    /// <summary>The list.</summary>
    internal static readonly EarlierName[] All =
    [
        new("LOG_LEVEL", "Logging:LogLevel:Default", Level, "set Trace, Debug, Information, Warning, Error, Critical or None.")
        {
            ReplacesDefault = true,
        },
        new("ENVIRONMENT", "Tracing:Environment", value => value, ""),
        new("CACHE_SIZE_L1", "Cache:L1Entries", Count, "set a number of entries, for example 10000."),
        new("CACHE_SIZE_L2", "Cache:L2Entries", Count, "set a number of entries, for example 10000."),
        new("CACHE_SIZE_L3", "Cache:L3Entries", Count, "set a number of entries, for example 10000."),
        new(
            "CACHE_EVICTION_POLICY",
            "Cache:EvictionPolicy",
            value => OneOf(value, "adaptive", "lru", "lfu"),
            "set it to adaptive, lru or lfu."
        ),
        new("QUANTUM_COHERENCE_TIME", "Planner:CoherenceTime", Coherence, "set seconds, for example 300."),
        new("MAX_WORKERS", "Ingest:Parallelism", Count, "set how many documents are indexed at once, for example 8."),
        new("AUTO_SCALE_CPU_THRESHOLD", "Scaling:CpuShare", Percent, "set percent of the processors, for example 70."),
        new(
            "ENABLE_GPU",
            "Inference:Device",
            value =>
                Flag(value) switch
                {
                    true => "auto",
                    false => "cpu",
                    null => null,
                },
            "set true or false, or name the device in RAG__Inference__Device."
        ),
        new(
            "API_KEY_REQUIRED",
            "Auth:Required",
            value => Flag(value)?.ToString(CultureInfo.InvariantCulture),
            "set true or false; RAG__Auth__Required is its name here."
        ),
        Refused(
            "JWT_SECRET",
            "set RAG__Auth__Jwt__Secret (or …SecretFile), RAG__Auth__Jwt__Issuer and RAG__Auth__Jwt__Audience, and leave this name out."
        ),
        Refused("SECRET_KEY", NoSigningKey),
        Refused("API_SECRET_KEY", NoSigningKey),
        new("RATE_LIMIT_REQUESTS", "RateLimits:KeyRequests", Count, "set how many requests a key may send in a minute, for example 1000."),
        new(
            "CORS_ORIGINS",
            "Api:Cors:Origins",
            value =>
                new CorsSettings { Origins = value }
                    .Validate()
                    .Any()
                    ? null
                    : value,
            "set origins with scheme and without a path, for example https://app.example.org,http://localhost:3000; all can't be named."
        ),
        new(
            "SSL_ENABLED",
            "Tls:IsRequired",
            value => Flag(value)?.ToString(CultureInfo.InvariantCulture),
            "set true or false; the certificate and its key are RAG__Tls__CertificateFile and RAG__Tls__KeyFile."
        ),
        new(
            "CIRCUIT_BREAKER_THRESHOLD",
            "Inference:BreakerFailures",
            value => value == "1" ? null : Count(value),
            "set how many failures open a breaker, 2 to 100, or RAG__Inference__BreakerFailures, RAG__Chat__BreakerFailures and "
                + "RAG__Ingest__BreakerFailures each by itself."
        )
        {
            Also = ["Chat:BreakerFailures", "Ingest:BreakerFailures"],
        },
        Refused("MAX_MEMORY_GB", "set the container's memory limit, or DOTNET_GCHeapHardLimit, and leave this name out."),
        Refused(
            "HF_CACHE_DIR",
            "models are read from RAG__Models__Folder and the data folder's 'models'. Set that, and leave this name out."
        ),
        Refused(
            "DATABASE_URL",
            "set RAG__Storage__Provider to postgres and RAG__Storage__Postgres__ConnectionString, and leave this name out."
        ),
        Refused("REDIS_URL", "set RAG__Cluster__Redis to host:port, and leave this name out."),
        Refused("REDIS_PASSWORD", "set RAG__Cluster__Redis to host:port,password=…, and leave this name out."),
        Harmless(
            "PROMETHEUS_ENABLED",
            true,
            "metrics are always served at /metrics; keep it from others in the proxy, and leave this name out."
        ),
        Harmless("GRAFANA_ENABLED", false, "Grafana is not a part of this server; run it beside, and leave this name out."),
        Harmless("MLFLOW_ENABLED", false, "MLflow is not a part of this server; leave this name out."),
    ];

    /// <summary>Takes over what is set under the earlier names.</summary>
    /// <exception cref="ArgumentException">One is not understood, or its value can't work; the message names the variable.</exception>
    internal static void AddEarlierNames(this IConfigurationManager configuration)
    {
        foreach (EarlierName name in All)
            name.Apply(configuration);
    }

    // Says yes or no to something that is always so here: one of the two answers asks for nothing.
    private static EarlierName Harmless(string name, bool answer, string advice) =>
        new(name, null, value => Flag(value) == answer ? value : null, advice);

    // Most of them are secrets or addresses with one.
    private static EarlierName Refused(string name, string advice) => new(name, null, _ => null, advice) { IsSecret = true };

    private static bool? Flag(string value) =>
        value.ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "on" => true,
            "false" or "0" or "no" or "off" => false,
            _ => null,
        };

    private static string? OneOf(string value, params string[] allowed) =>
        allowed.Contains(value, StringComparer.OrdinalIgnoreCase) ? value : null;

    private static string? Count(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? value : null;

    private static string? Percent(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent)
        && percent is > 0 and <= 100
            ? (percent / 100).ToString(CultureInfo.InvariantCulture)
            : null;

    private static string? Coherence(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
        && seconds is >= 0.001 and <= CoherenceSecondsMax
            ? TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture)
            : null;

    // Their names for levels are those of Python's logging.
    private static string? Level(string value) =>
        value.ToLowerInvariant() switch
        {
            "trace" => nameof(LogLevel.Trace),
            "debug" => nameof(LogLevel.Debug),
            "information" or "info" => nameof(LogLevel.Information),
            "warning" or "warn" => nameof(LogLevel.Warning),
            "error" => nameof(LogLevel.Error),
            "critical" or "fatal" => nameof(LogLevel.Critical),
            "none" => nameof(LogLevel.None),
            _ => null,
        };
}
