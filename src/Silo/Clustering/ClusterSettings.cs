using System.Net;
using RagCluster.Silo.Storage;

namespace RagCluster.Silo.Clustering;

/// <summary>
/// How this silo joins others. Section <c>Cluster</c>: <c>RAG__Cluster__Redis</c> and so on. Without Redis it is a cluster of its own,
/// which needs no ports.
/// </summary>
internal sealed class ClusterSettings
{
    /// <summary>The configuration section.</summary>
    internal const string Section = "Cluster";

    /// <summary>Where Redis is, which keeps the cluster's members: <c>host:port</c>, with options behind commas.</summary>
    public string Redis { get; set; } = "";

    /// <summary>The cluster's name; silos with another one don't meet.</summary>
    public string ClusterId { get; set; } = "ragcluster";

    /// <summary>The service's name; grain state belongs to it.</summary>
    public string ServiceId { get; set; } = "ragcluster";

    /// <summary>The port for other silos; 0 takes a free one.</summary>
    public int SiloPort { get; set; }

    /// <summary>The port for clients outside the silos; 0 takes a free one.</summary>
    public int GatewayPort { get; set; }

    /// <summary>The host name or address under which other silos reach this one, and on which alone it listens for them.</summary>
    public string AdvertisedHost { get; set; } = "127.0.0.1";

    /// <summary>The silo's name, for people; empty takes one made of its address.</summary>
    public string SiloName { get; set; } = "";

    /// <summary>TLS between silos.</summary>
    internal ClusterTlsSettings Tls { get; private set; } = new();

    /// <summary>Whether there may be other silos.</summary>
    internal bool IsShared => Redis.Length > 0;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="ArgumentException">They can't work; the message names them and the fix.</exception>
    internal static ClusterSettings Read(IConfiguration configuration, StoreSettings store)
    {
        ClusterSettings settings = configuration.GetSection(Section).Get<ClusterSettings>() ?? new();
        settings.Tls = configuration.GetSection(ClusterTlsSettings.Section).Get<ClusterTlsSettings>() ?? new();
        if (settings.Validate(store).FirstOrDefault() is { } fault)
            throw new ArgumentException(fault);
        return settings;
    }

    /// <summary>The address of <see cref="AdvertisedHost"/>.</summary>
    /// <exception cref="ArgumentException">The name has no address.</exception>
    internal async Task<IPAddress> AdvertisedAddressAsync(CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(AdvertisedHost, out IPAddress? address))
            return address;
        try
        {
            IPAddress[] found = await Dns.GetHostAddressesAsync(AdvertisedHost, cancellationToken);
            return found.FirstOrDefault(a => a.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork) ?? found[0];
        }
        catch (System.Net.Sockets.SocketException)
        {
            throw new ArgumentException(
                $"RAG__Cluster__AdvertisedHost is '{AdvertisedHost}', which has no address: name this machine as other silos reach it."
            );
        }
    }

    private IEnumerable<string> Validate(StoreSettings store)
    {
        if (IsShared && store.Provider != StoreSettings.Postgres)
        {
            yield return "RAG__Cluster__Redis is set and RAG__Storage__Provider is sqlite: one SQLite file can't serve several silos. "
                + "Set RAG__Storage__Provider to postgres, or leave RAG__Cluster__Redis out for a single silo.";
        }

        foreach (string fault in Tls.Validate(IsShared))
            yield return fault;
        if (ClusterId.Length == 0 || ServiceId.Length == 0)
            yield return "RAG__Cluster__ClusterId and RAG__Cluster__ServiceId must not be empty: leave them out or name the cluster.";
        if (SiloPort is < 0 or > 65535)
            yield return $"RAG__Cluster__SiloPort is {SiloPort}: set a port from 1 to 65535, or 0 for a free one.";
        if (GatewayPort is < 0 or > 65535)
            yield return $"RAG__Cluster__GatewayPort is {GatewayPort}: set a port from 1 to 65535, or 0 for a free one.";
        if (SiloPort != 0 && SiloPort == GatewayPort)
            yield return $"RAG__Cluster__SiloPort and RAG__Cluster__GatewayPort are both {SiloPort}: set two ports.";
    }
}
