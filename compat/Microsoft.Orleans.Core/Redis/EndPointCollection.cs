using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;

namespace StackExchange.Redis;

/// <summary>Where Redis listens.</summary>
public sealed class EndPointCollection : Collection<EndPoint>
{
    public void Add(string host, int port) =>
        Add(IPAddress.TryParse(host, out IPAddress? address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port));

    /// <summary>Adds "host" or "host:port".</summary>
    public void Add(string hostAndPort)
    {
        ArgumentNullException.ThrowIfNull(hostAndPort);
        int colon = hostAndPort.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(hostAndPort.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port))
            Add(hostAndPort, 6379);
        else
            Add(hostAndPort[..colon], port);
    }
}
