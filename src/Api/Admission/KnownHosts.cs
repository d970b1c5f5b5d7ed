using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace RagCluster.Api.Admission;

/// <summary>
/// The names under which this server may be asked. A page whose name its owner lets point to this server (DNS rebinding) is of one origin
/// with it for a browser, and only the Host header tells the two apart. Known are the loopback names, the address that the connection came
/// in on (so that probes and scrapes by a pod's address work), the names in the addresses that the server was started with, and
/// <see cref="ApiOptions.AllowedHosts"/>.
/// </summary>
internal sealed class KnownHosts(IOptions<ApiOptions> options, IServer server)
{
    private readonly string[] _allowed = options.Value.AllowedHostNames;
    private readonly Lazy<FrozenSet<string>> _bound = new(() => Bound(server));

    /// <summary>What is wrong with the host that a request names; null when nothing is.</summary>
    internal RequestFault? Check(HttpContext context)
    {
        HostString host = context.Request.Host;
        return IsKnown(host.Host, context.Connection.LocalIpAddress)
            ? null
            : new RequestFault(
                StatusCodes.Status421MisdirectedRequest,
                "unknown-host",
                "Host",
                $"This server is not known as '{host.Host}': ask it by a name of its own, or add the name to RAG__Api__AllowedHosts."
            );
    }

    private bool IsKnown(string host, IPAddress? local)
    {
        if (host.Length == 0)
            return false;
        if (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address))
            return IPAddress.IsLoopback(address) || address.Equals(ClientAddress.Plain(local)) || IsAllowed(host);
        string name = host.TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || _bound.Value.Contains(name)
            || IsAllowed(name);
    }

    private bool IsAllowed(string name) =>
        Array.Exists(
            _allowed,
            allowed =>
                allowed switch
                {
                    "*" => true,
                    ['*', '.', ..] => name.Length > allowed.Length - 1 && name.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase),
                    _ => name.Equals(allowed, StringComparison.OrdinalIgnoreCase),
                }
        );

    // An address such as http://+:8080 listens everywhere and names nothing.
    private static FrozenSet<string> Bound(IServer server) =>
        (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            .Select(address => BindingAddress.Parse(address).Host)
            .Where(host => Uri.CheckHostName(host) == UriHostNameType.Dns)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
