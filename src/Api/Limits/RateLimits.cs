using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Access;
using RagCluster.Access.Limits;
using RagCluster.Api.Access;
using RagCluster.Api.Admission;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Limits;

/// <summary>The limits of this server and who is counted under which name.</summary>
internal sealed partial class RateLimits
{
    /// <summary>The policy of a key, a token's subject, or the address of who shows neither.</summary>
    internal const string Key = "key";

    /// <summary>The policy of a tenant.</summary>
    internal const string Tenant = "tenant";

    /// <summary>The policy of an address.</summary>
    internal const string Address = "address";

    /// <summary>The policy of those who sign in by a password.</summary>
    internal const string SignIn = "signin";

    private const int KeyRequestsWhereOthersReach = 6_000;

    // Callers of a policy are spread over so many grains, and the grains over the silos.
    private const int Parts = 16;
    private const int NetworkBytes = 8;

    // A call to another silo takes a millisecond; who waits longer is better served by what this silo knows.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    // Ten attempts in five minutes from one place; of one name from everywhere a hundred, so that nobody can shut its owner out by ten.
    private static readonly RequestLimit SignInsOfNameFromAddress = new(10, TimeSpan.FromMinutes(5));
    private static readonly RequestLimit SignInsOfName = new(100, TimeSpan.FromMinutes(5));
    private static readonly RequestLimit SignInsFromAddress = new(50, TimeSpan.FromMinutes(5));
    private readonly RateLimitOptions _options;
    private readonly AccessControl _access;
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly ILogger<RateLimits> _log;
    private readonly SharedLimits _keys;
    private readonly SharedLimits _tenants;
    private readonly SharedLimits _addresses;
    private readonly SharedLimits _signIns;

    public RateLimits(
        IOptions<RateLimitOptions> options,
        AccessControl access,
        IGrainFactory grains,
        TimeProvider time,
        ILogger<RateLimits> log
    )
    {
        (_options, _access, _grains, _time, _log) = (options.Value, access, grains, time, log);
        _keys = Shared(Key);
        _tenants = Shared(Tenant);
        _addresses = Shared(Address);
        _signIns = Shared(SignIn);
    }

    /// <summary>The limit of a key; null for none. To be asked once the server listens.</summary>
    internal RequestLimit? KeyLimit =>
        Limit(_options.KeyRequests ?? (_access is { IsRequired: true, IsReachable: true } ? KeyRequestsWhereOthersReach : 0));

    /// <summary>The limit of a tenant; null for none.</summary>
    internal RequestLimit? TenantLimit => Limit(_options.TenantRequests);

    /// <summary>The limit of an address; null for none.</summary>
    internal RequestLimit? AddressLimit => Limit(_options.AddressRequests);

    /// <summary>Counts a request of a caller whose credentials are known, or of anybody on an open server.</summary>
    internal Task<LimitOutcome> TakeKeyAsync(HttpContext context, Principal caller, RequestLimit limit)
    {
        // On an open server all are one caller, and still not one program.
        string name = caller == Principal.Anonymous ? $"address {AddressOf(context)}" : $"{caller.Tenant}/{caller.Name}";
        return _keys.TakeAsync(name, limit, context.RequestAborted);
    }

    /// <summary>Counts a request of a caller's tenant.</summary>
    internal Task<LimitOutcome> TakeTenantAsync(HttpContext context, Principal caller, RequestLimit limit) =>
        _tenants.TakeAsync(caller.Tenant, limit, context.RequestAborted);

    /// <summary>Counts a request of an address.</summary>
    internal Task<LimitOutcome> TakeAddressAsync(HttpContext context, RequestLimit limit) =>
        _addresses.TakeAsync(AddressOf(context), limit, context.RequestAborted);

    /// <summary>Counts an attempt to sign in by a password, whatever the settings say: guessing must not be for free.</summary>
    internal async Task<LimitOutcome> TakeSignInAsync(HttpContext context, string user)
    {
        string address = AddressOf(context);
        LimitOutcome outcome = default!;
        foreach (
            (string name, RequestLimit limit) in ((string, RequestLimit)[])
                [
                    ($"{user} from {address}", SignInsOfNameFromAddress),
                    ($"from {address}", SignInsFromAddress),
                    ($"name {user}", SignInsOfName),
                ]
        )
        {
            outcome = await _signIns.TakeAsync(name, limit, context.RequestAborted);
            if (outcome.IsAccepted)
                continue;
            LimitMeter.Refuse(SignIn);
            RateLimitHeaders.Add(context, SignIn, limit, outcome);
            break;
        }

        return outcome;
    }

    /// <summary>An address as it is counted: whoever has one of IPv6 has the whole network of 64 bits.</summary>
    internal static string NameOf(IPAddress? address)
    {
        address = ClientAddress.Plain(address);
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6 })
            return address?.ToString() ?? "unknown";
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    private static string AddressOf(HttpContext context) => NameOf(context.Connection.RemoteIpAddress);

    private RequestLimit? Limit(int requests) => requests > 0 ? new RequestLimit(requests, _options.Window) : null;

    private SharedLimits Shared(string policy) => new((caller, limit, token) => AskAsync(policy, caller, limit, token), _time);

    private async Task<LimitOutcome?> AskAsync(string policy, string caller, RequestLimit limit, CancellationToken cancellationToken)
    {
        IRequestLimitGrain grain = _grains.GetGrain<IRequestLimitGrain>($"{policy}/{PartOf(caller)}");
        try
        {
            TakenRequest taken = await grain
                .TakeAsync(caller, limit.Requests, limit.Window, cancellationToken)
                .WaitAsync(Patience, _time, cancellationToken);
            return new LimitOutcome(taken.IsAccepted, taken.Remaining, taken.Reset);
        }
        catch (Exception away) when (away is OrleansException or TimeoutException)
        {
            LogAlone(away, policy);
            return null;
        }
    }

    // The same on every silo and in every process, which string.GetHashCode is not (FNV-1a, 32 bits).
    private static uint PartOf(string caller)
    {
        uint hash = 2_166_136_261;
        foreach (char letter in caller)
            hash = (hash ^ letter) * 16_777_619;
        return hash % Parts;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The limit per {Policy} is counted by this silo alone for a second")]
    private partial void LogAlone(Exception away, string policy);
}
