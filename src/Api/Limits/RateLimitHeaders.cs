using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using RagCluster.Access.Limits;

namespace RagCluster.Api.Limits;

/// <summary>
/// What clients are told of limits: <c>RateLimit-Policy</c> and <c>RateLimit</c> (draft-ietf-httpapi-ratelimit-headers-10), an item for
/// each policy, <c>Retry-After</c> (RFC 9110) when it came too often, and OpenAI's names on its paths.
/// </summary>
internal static class RateLimitHeaders
{
    private const string Policy = "RateLimit-Policy";
    private const string State = "RateLimit";

    /// <summary>Adds the headers when the response starts, since an error handler clears what was set before.</summary>
    internal static void Add(HttpContext context, string policy, RequestLimit limit, LimitOutcome outcome) =>
        context.Response.OnStarting(() =>
        {
            IHeaderDictionary headers = context.Response.Headers;
            string wait = Seconds(outcome.Reset);
            string remaining = outcome.Remaining.ToString(CultureInfo.InvariantCulture);
            string requests = limit.Requests.ToString(CultureInfo.InvariantCulture);
            headers.AppendCommaSeparatedValues(Policy, $"\"{policy}\";q={requests};w={Seconds(limit.Window)}");
            headers.AppendCommaSeparatedValues(State, $"\"{policy}\";r={remaining};t={wait}");
            if (!outcome.IsAccepted)
                headers.TryAdd(HeaderNames.RetryAfter, wait);
            if (policy == RateLimits.Key && context.Request.Path.StartsWithSegments("/v1"))
            {
                headers.TryAdd("x-ratelimit-limit-requests", requests);
                headers.TryAdd("x-ratelimit-remaining-requests", remaining);
                headers.TryAdd("x-ratelimit-reset-requests", $"{wait}s");
            }

            return Task.CompletedTask;
        });

    /// <summary>Whole seconds, rounded up: whoever waits so long comes late enough.</summary>
    internal static string Seconds(TimeSpan time) => ((long)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
