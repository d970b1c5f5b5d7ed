using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>What all connections of one host, a silo or a client, have in common.</summary>
internal sealed class ConnectionShared(
    SiloAddress local,
    ClusterOptions cluster,
    MessagingOptions messaging,
    ConnectionOptions options,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>Who this host is; clients have negative generations.</summary>
    public SiloAddress Local { get; } = local;

    public ClusterOptions Cluster { get; } = cluster;

    public ConnectionOptions Options { get; } = options;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;

    /// <summary>The host to which references in messages belong; looked up late, because it needs what needs this.</summary>
    public Func<GrainReferenceFactory> FindReferences { private get; init; } = null!;

    /// <summary>Takes the calls that come in; looked up late, because it needs what needs this.</summary>
    public Func<IMessageRouter> FindRouter { private get; init; } = null!;

    public IConnectionSecurity? Security { get; init; }

    public int FrameBytesMax { get; } = (int)Math.Min((long)messaging.MaxMessageBodySize + messaging.MaxMessageHeaderSize, Array.MaxLength);

    public int BacklogBytesMax { get; init; } = new TransportOptions().BacklogBytesMax;

    public GrainReferenceFactory References => field ??= FindReferences();

    public IMessageRouter Router => field ??= FindRouter();

    /// <summary>The services of this silo's runtime.</summary>
    public ConcurrentDictionary<string, ServiceHandler> Services { get; } = new();
}
