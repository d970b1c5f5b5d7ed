using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using RagCluster.Access;
using RagCluster.Access.Keys;
using RagCluster.Corpus.Collections;

namespace RagCluster.Api.Access;

/// <summary>Tells whether this server asks for credentials, and whose they are.</summary>
internal sealed class AccessControl(
    IOptions<AuthOptions> options,
    IOptions<ApiOptions> api,
    IServer server,
    KnownKeys keys,
    KnownSessions sessions,
    TimeProvider time
)
{
    private readonly AuthSecrets _secrets = AuthSecrets.Read(options.Value, time);

    // Who names a proxy has others come by it, whatever the address that it finds the server at.
    private readonly bool _isBehindProxy = api.Value.Proxies.Length > 0;
    private readonly bool? _required = options.Value.Required;
    private readonly Lazy<bool> _reachable = new(() => IsBoundBeyondLoopback(server));

    /// <summary>Whether others can reach the server, by an address of its own or a proxy's. To be asked once the server listens.</summary>
    internal bool IsReachable => _reachable.Value || _isBehindProxy;

    /// <summary>Whether requests need credentials. To be asked once the server listens.</summary>
    internal bool IsRequired => _required ?? IsReachable;

    /// <summary>Whether the operator has set an administrator's key.</summary>
    internal bool HasAdminKey => _secrets.Admin is not null;

    /// <summary>Whose credentials these are; null when they are nobody's.</summary>
    /// <param name="credentials">A key or a token.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<Principal?> FindAsync(string credentials, CancellationToken cancellationToken)
    {
        if (_secrets.Admin?.Matches(credentials) == true)
            return new Principal("admin-key", Permissions.All);
        if (_secrets.Scrape?.Matches(credentials) == true)
            return new Principal("scrape-key", Permission.MetricsRead);
        if (ApiKeyText.Parse(credentials) is { } key)
            return await keys.FindAsync(key, cancellationToken);
        // Only a token has two dots: what else people send costs no look at the users.
        if (credentials.AsSpan().Count('.') != 2)
            return null;
        if (_secrets.Tokens is { } tokens && await tokens.ReadAsync(credentials) is { } issued)
            return CollectionId.IsValidName(issued.Tenant) ? issued : null;
        return await sessions.FindAsync(credentials, cancellationToken);
    }

    private static bool IsBoundBeyondLoopback(IServer server) =>
        (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Any(address => !IsLoopback(BindingAddress.Parse(address)));

    private static bool IsLoopback(BindingAddress address) =>
        address.IsUnixPipe
        || address.IsNamedPipe
        || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
}
