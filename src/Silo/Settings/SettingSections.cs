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
using RagCluster.Grains.QueryLogs;
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
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Silo.Settings;

/// <summary>
/// Which sections the configuration has. One list, for whoever looks for misspelt names and for the backup of the settings: what is bound
/// and stands in neither is missed by a test.
/// </summary>
internal static class SettingSections
{
    /// <summary>The classes that sections are bound to.</summary>
    internal static readonly ILookup<string, Type> Bound = new (string Section, Type Type)[]
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
        (QueryLogOptions.Section, typeof(QueryLogOptions)),
        (RateLimitOptions.Section, typeof(RateLimitOptions)),
        (ScalingOptions.Section, typeof(ScalingOptions)),
        (ShardFilesOptions.Section, typeof(ShardFilesOptions)),
        ("Storage", typeof(SqliteStoreOptions)),
        ("Storage:Postgres", typeof(PostgresStoreOptions)),
        (StoreEncryptionOptions.Section, typeof(StoreEncryptionOptions)),
        (TlsOptions.Section, typeof(TlsOptions)),
        (TracingSettings.Section, typeof(TracingSettings)),
    }.ToLookup(one => one.Section, one => one.Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>Settings that no class binds: they are read one by one.</summary>
    internal static readonly string[] Singles = ["Storage:Provider", "Models:Folder", "ConnectionStrings:postgres", "AllowedHosts", "Urls"];

    /// <summary>Sections in which the framework has names of its own.</summary>
    internal static readonly string[] Open = [LogSettings.Section, "Kestrel", "Do"];

    /// <summary>
    /// What keeps somebody out, or what is kept from being read or lost: without one of these settings the server is more open than whoever
    /// misspelt it believes.
    /// </summary>
    internal static readonly string[] Guards =
    [
        "AllowedHosts",
        ApiOptions.Section,
        AuditOptions.Section,
        AuthOptions.Section,
        BackupOptions.Section,
        ClusterTlsSettings.Section,
        RateLimitOptions.Section,
        StoreEncryptionOptions.Section,
        TlsOptions.Section,
    ];

    /// <summary>The first parts of all names.</summary>
    internal static readonly string[] Roots =
    [
        .. Bound
            .Select(section => section.Key)
            .Concat(Singles)
            .Append(LogSettings.Section)
            .Select(name => name.Split(':')[0])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The names of all settings that are not the framework's.</summary>
    internal static readonly string[] Names =
    [
        .. Bound
            .SelectMany(section => section.SelectMany(type => NamesIn(section.Key, type)))
            .Concat(Singles)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What a bound setting is: its property's type, or the list that it is a part of; null when no class has it.</summary>
    /// <param name="key">Its name with colons.</param>
    internal static Type? TypeOf(string key) =>
        Bound
            .Where(section => key.StartsWith(section.Key + ":", StringComparison.OrdinalIgnoreCase))
            .SelectMany(section => section.Select(type => Member(type, key[(section.Key.Length + 1)..].Split(':'))))
            .FirstOrDefault(type => type is not null);

    /// <summary>The properties that settings are bound to.</summary>
    /// <param name="type">A section's class.</param>
    internal static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    /// <summary>Which of <see cref="Guards"/> a name belongs to, or null.</summary>
    /// <param name="key">It, with colons.</param>
    internal static string? GuardOf(string key) => Guards.FirstOrDefault(guard => IsIn(guard, key));

    /// <summary>Whether a name is a section's own or of something in it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="key">The name with colons.</param>
    internal static bool IsIn(string section, string key) =>
        key.StartsWith(section, StringComparison.OrdinalIgnoreCase) && (key.Length == section.Length || key[section.Length] == ':');

    private static IEnumerable<string> NamesIn(string section, Type type) =>
        Settable(type)
            .SelectMany(property =>
                property.PropertyType.IsValueType || property.PropertyType.IsAssignableTo(typeof(IEnumerable))
                    ? [$"{section}:{property.Name}"]
                    : NamesIn($"{section}:{property.Name}", property.PropertyType)
            );

    private static Type? Member(Type type, ReadOnlySpan<string> path)
    {
        // Lists and tables are numbered or named by whoever sets them.
        if (path.IsEmpty || (type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable))))
            return type;
        string name = path[0];
        PropertyInfo? property = Settable(type).FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return property is null ? null : Member(property.PropertyType, path[1..]);
    }
}
