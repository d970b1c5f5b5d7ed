using System.Net;
using System.Net.Sockets;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using RagCluster.Grains;

namespace RagCluster.Silo.Clustering;

/// <summary>Makes a silo a member of its cluster.</summary>
internal static class ClusterMembers
{
    // How long a busy grain keeps a thread from whoever waits for one: with Orleans' 100 ms two shards whose searches queue hold up
    // everything else of a silo with two processors, /health too.
    private static readonly TimeSpan Quantum = TimeSpan.FromMilliseconds(5);

    // Of how many grains a silo remembers where they are: Orleans allots two tables for a million, 18 MB, before there is any grain.
    // Where a forgotten one is, the directory is asked again.
    private const int RememberedGrains = 50_000;

    private static readonly List<Socket> Reserved = [];

    /// <summary>Sets names, ports and the way to other silos.</summary>
    internal static ISiloBuilder UseRagCluster(this ISiloBuilder silo, ClusterSettings settings, IPAddress advertised)
    {
        IPAddress own = settings.IsShared ? advertised : IPAddress.Loopback;
        int siloPort = Reserve(own, settings.SiloPort, nameof(settings.SiloPort));
        int gatewayPort = Reserve(own, settings.GatewayPort, nameof(settings.GatewayPort));
        if (settings.SiloName.Length > 0)
            silo.Configure<SiloOptions>(options => options.SiloName = settings.SiloName);
        silo.Configure<SchedulingOptions>(options => options.ActivationSchedulingQuantum = Quantum);
        silo.Configure<GrainDirectoryOptions>(options => options.CacheSize = RememberedGrains);
        if (!settings.IsShared)
            return silo.UseLocalhostClustering(siloPort, gatewayPort, null, settings.ServiceId, settings.ClusterId);
        if (settings.Tls.IsOn)
            ClusterTls.Read(settings.Tls).Secure(silo);
        return silo.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = settings.ClusterId;
                options.ServiceId = settings.ServiceId;
            })
            // On this address and no other: a machine may stand in networks that the silos have nothing to do with.
            .ConfigureEndpoints(advertised, siloPort, gatewayPort, listenOnAnyHostAddress: false)
            .Configure<ClusterMembershipOptions>(SetWatching)
            .KeepWhereGrainsAre()
            .UseRedisClustering(settings.Redis)
            .KeepMembers(failure => failure is RedisClusteringException);
    }

    // The silos keep it among themselves: a directory in Redis would let no grain start while Redis is away. Of Orleans' two directories of
    // that kind the default one lets a grain live twice for some seconds while silos come and go; this one hands over its entries under
    // the membership's views, so that a grain is active once. Orleans calls it experimental.
    private static ISiloBuilder KeepWhereGrainsAre(this ISiloBuilder silo) =>
#pragma warning disable ORLEANSEXP003
        silo.AddDistributedGrainDirectory()
#pragma warning restore ORLEANSEXP003
        // The grains of a killed silo begin elsewhere at once, not after 30 s: should it live on unheard, the store refuses its writes.
        .Configure<GrainDirectoryOptions>(options => options.RangeLeaseDuration = TimeSpan.Zero);

    // These decide about silence; a killed process refuses its connections and is found by the watch over the peers. Three probes of
    // 2 s: a process that stands still for 5 s (a virtual machine that moves) keeps its grains, one that is silent for 8 s loses them.
    // Orleans adapts the probes' time unless it is told not to: silos that answer fast would lose their grains by a pause of 4 s, and as a
    // vote waits until a connection was silent for the longest probes, a silent silo would keep its grains for 24 s.
    private static void SetWatching(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(2);
        options.MinProbeTimeout = options.ProbeTimeout;
        options.MaxProbeTimeout = options.ProbeTimeout;
        options.NumMissedProbesLimit = 3;
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedTableIAmAliveLimit = 5;
        // What a silo says of itself is asked for again after twice this time, where the first asking failed.
        options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
    }

    // The socket stays open and never listens: until the silo does, the system gives its port to nobody else, neither to another silo that
    // starts at the same time nor to an outgoing connection, and the silo's own listener may share it (Unix; SO_REUSEADDR).
    private static int Reserve(IPAddress address, int wanted, string setting)
    {
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            throw new ArgumentException(
                $"RAG__Cluster__AdvertisedHost is {address}, which names no machine: name the address under which other silos "
                    + $"reach this one."
            );
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, wanted));
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new ArgumentException(
                error.SocketErrorCode == SocketError.AddressNotAvailable
                    ? $"RAG__Cluster__AdvertisedHost is {address}, which is no address of this machine: silos listen where they "
                        + $"are reached. Name one of its own addresses."
                    : $"RAG__Cluster__{setting} is {wanted}, which can't be used at {address} ({error.Message}): end what uses it, "
                        + $"or set another port or 0 for a free one.",
                error
            );
        }

        int port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        if (OperatingSystem.IsWindows())
            socket.Dispose();
        else
            Reserved.Add(socket);
        return port;
    }
}
