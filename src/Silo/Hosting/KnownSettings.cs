using System.Collections;
using System.Reflection;
using RagCluster.Api;
using RagCluster.Api.Access;
using RagCluster.Api.Admission;
using RagCluster.Api.Auditing;
using RagCluster.Api.Limits;
using RagCluster.Api.Tls;
using RagCluster.Backup;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Collections;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Memory;
using RagCluster.Grains.Planning;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Grains.Topology;
using RagCluster.Grounding;
using RagCluster.Inference;
using RagCluster.Silo.Chat;
using RagCluster.Silo.Clustering;
using RagCluster.Silo.GrainState;
using RagCluster.Silo.Lifecycle;
using RagCluster.Silo.Logging;
using RagCluster.Silo.Tracing;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Silo.Hosting;

/// <summary>
/// Which settings there are, so that a name in the environment that is none of them is told: whoever writes <c>RAG__Auth__Requried=true</c>
/// must not believe that it holds. It is no reason not to start, since a release that is rolled back finds the settings of a later one.
/// </summary>
internal static partial class KnownSettings
{
    private const string Prefix = "RAG__";

    /// <summary>The classes that sections are bound to.</summary>
    private static readonly ILookup<string, Type> Bound = new (string Section, Type Type)[]
    {
        (ApiOptions.Section, typeof(ApiOptions)),
        (CorsSettings.Section, typeof(CorsSettings)),
        (AuditOptions.Section, typeof(AuditOptions)),
        (AuthOptions.Section, typeof(AuthOptions)),
        (BackupOptions.Section, typeof(BackupOptions)),
        (BulkheadOptions.Section, typeof(BulkheadOptions)),
        (CacheOptions.Section, typeof(CacheOptions)),
        (ChatSettings.Section, typeof(ChatSettings)),
        (ChatBreakerOptions.Section, typeof(ChatBreakerOptions)),
        (ClusterSettings.Section, typeof(ClusterSettings)),
        (SiloTraits.Section, typeof(SiloTraits)),
        (ClusterTlsSettings.Section, typeof(ClusterTlsSettings)),
        (GrainStateSettings.Section, typeof(GrainStateSettings)),
        ("Grounding", typeof(GroundingOptions)),
        ("Inference", typeof(InferenceOptions)),
        (IngestOptions.Section, typeof(IngestOptions)),
        (LifecycleOptions.Section, typeof(LifecycleOptions)),
        (MemoryOptions.Section, typeof(MemoryOptions)),
        (ModelChangeOptions.Section, typeof(ModelChangeOptions)),
        (PlannerOptions.Section, typeof(PlannerOptions)),
        (QueryOptions.Section, typeof(QueryOptions)),
        (RateLimitOptions.Section, typeof(RateLimitOptions)),
        (ScalingOptions.Section, typeof(ScalingOptions)),
        (ShardFilesOptions.Section, typeof(ShardFilesOptions)),
        ("Storage", typeof(SqliteStoreOptions)),
        ("Storage:Postgres", typeof(PostgresStoreOptions)),
        (TlsOptions.Section, typeof(TlsOptions)),
        (TracingSettings.Section, typeof(TracingSettings)),
    }.ToLookup(one => one.Section, one => one.Type, StringComparer.OrdinalIgnoreCase);

    // Read one by one, and sections in which the framework has names of its own.
    private static readonly string[] Singles = ["Storage:Provider", "Models:Folder", "ConnectionStrings:postgres", "AllowedHosts", "Urls"];
    private static readonly string[] Open = [LogSettings.Section, "Kestrel", "Do"];

    /// <summary>Writes a line for each name in the environment that looks like a setting and is none.</summary>
    /// <param name="log">Where to.</param>
    internal static void WarnOfUnknown(ILogger log)
    {
        IEnumerable<string> names = Environment
            .GetEnvironmentVariables()
            .Keys.Cast<string>()
            .Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            string key = name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal);
            if (!IsKnown(key) && !SecretFiles.IsFileOf(key))
                LogUnknown(log, name, Choice(key));
        }
    }

    private static bool IsKnown(string key) =>
        Singles.Contains(key, StringComparer.OrdinalIgnoreCase)
        || Open.Any(section => key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase))
        || Bound.Any(section =>
            key.StartsWith(section.Key + ":", StringComparison.OrdinalIgnoreCase)
            && section.Any(type => IsMember(type, key[(section.Key.Length + 1)..].Split(':')))
        );

    private static bool IsMember(Type type, ReadOnlySpan<string> path)
    {
        // Lists and tables are numbered or named by whoever sets them.
        if (path.IsEmpty || (type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable))))
            return true;
        string name = path[0];
        PropertyInfo? property = Settable(type).FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return property is not null && IsMember(property.PropertyType, path[1..]);
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    private static string Choice(string key)
    {
        string[] parts = key.Split(':');
        for (int length = parts.Length - 1; length > 0; length--)
        {
            string section = string.Join(':', parts[..length]);
            if (Bound.Contains(section))
            {
                string[] members = [.. Bound[section].SelectMany(Settable).Select(property => property.Name).Order(StringComparer.Ordinal)];
                return $"section {section} has {string.Join(", ", members)}";
            }
        }

        string[] sections = [.. Bound.Select(one => one.Key.Replace(":", "__", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        return $"the sections are {string.Join(", ", sections)}";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} is no setting of this server and changes nothing: {Choice}")]
    private static partial void LogUnknown(ILogger log, string name, string choice);
}
