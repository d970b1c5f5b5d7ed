namespace RagCluster.Api.Limits;

/// <summary>
/// How many requests are accepted in any window, over all silos. Section <c>RateLimits</c>: <c>RAG__RateLimits__KeyRequests</c> and so on.
/// </summary>
public sealed class RateLimitOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "RateLimits";

    // A window's log takes 8 bytes a request: 800 KB for the caller that comes this often.
    private const int RequestsMax = 100_000;

    /// <summary>
    /// For each key, token's subject or user, and for each address of those who show no credentials; 0 for no limit. Left out, it is 6,000
    /// where others reach the server and credentials are asked for (a hundred a second is more than one program needs and less than would
    /// hurt the others), and none elsewhere.
    /// </summary>
    public int? KeyRequests { get; set; }

    /// <summary>For each tenant; 0 for no limit, which is the default: a tenant is as large as it is.</summary>
    public int TenantRequests { get; set; }

    /// <summary>
    /// For each address (of IPv6, each network of 64 bits), before credentials are looked at; 0 for no limit, which is the default: behind
    /// a proxy that <c>RAG__Api__Proxies</c> does not name, all requests come from one address.
    /// </summary>
    public int AddressRequests { get; set; }

    /// <summary>The window's length.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        foreach (
            (string name, int requests) in ((string, int)[])
                [
                    (nameof(KeyRequests), KeyRequests ?? 0),
                    (nameof(TenantRequests), TenantRequests),
                    (nameof(AddressRequests), AddressRequests),
                ]
        )
        {
            if (requests is < 0 or > RequestsMax)
                yield return $"RAG__RateLimits__{name} is {requests}: set it between 1 and {RequestsMax}, or 0 for no limit.";
        }

        if (Window < TimeSpan.FromSeconds(1) || Window > TimeSpan.FromDays(1))
            yield return $"RAG__RateLimits__Window is {Window}: set it between 00:00:01 and 1.00:00:00.";
    }
}
