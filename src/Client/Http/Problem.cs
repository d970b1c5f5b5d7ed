using System.Net;
using System.Text.Json;

namespace RagCluster.Client.Http;

/// <summary>Reads a problem document (RFC 9457).</summary>
internal static class Problem
{
    private const int DetailLengthMax = 2000;

    /// <summary>The exception for a response that is no success.</summary>
    internal static async Task<RagClientException> ReadAsync(
        HttpResponseMessage response,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        int status = (int)response.StatusCode;
        TimeSpan? retryAfter = response.StatusCode
            is HttpStatusCode.TooManyRequests
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.Conflict
            ? Delay(response, time)
            : null;
        return From(body, status, retryAfter);
    }

    /// <summary>The exception for a problem document.</summary>
    /// <param name="body">The document; anything else is passed over.</param>
    /// <param name="status">The status, where it is known from elsewhere.</param>
    /// <param name="retryAfter">When to ask again.</param>
    internal static RagClientException From(string body, int? status, TimeSpan? retryAfter)
    {
        JsonElement problem = Parse(body);
        return new RagClientException(
            RagFailure.Refused,
            Text(problem, "detail") is { Length: > 0 } detail ? detail[..Math.Min(detail.Length, DetailLengthMax)]
                : status is { } number ? $"The server answered with status {number}."
                : "The server could not answer."
        )
        {
            Status = status ?? Number(problem, "status"),
            Code = Text(problem, "code"),
            TraceId = Text(problem, "traceId"),
            Errors = Errors(problem),
            RetryAfter = retryAfter,
        };
    }

    private static TimeSpan? Delay(HttpResponseMessage response, TimeProvider time) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
            _ => null,
        };

    private static JsonElement Parse(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static JsonElement? Member(JsonElement problem, string name, JsonValueKind kind) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty(name, out JsonElement member) && member.ValueKind == kind
            ? member
            : null;

    private static string? Text(JsonElement problem, string name) => Member(problem, name, JsonValueKind.String)?.GetString();

    private static int? Number(JsonElement problem, string name) =>
        Member(problem, name, JsonValueKind.Number) is { } number && number.TryGetInt32(out int value) ? value : null;

    private static Dictionary<string, string[]> Errors(JsonElement problem) =>
        Member(problem, "errors", JsonValueKind.Object) is { } errors
            ? errors
                .EnumerateObject()
                .Where(error => error.Value.ValueKind == JsonValueKind.Array)
                .GroupBy(error => error.Name, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => Sentences(group.First().Value), StringComparer.Ordinal)
            : [];

    private static string[] Sentences(JsonElement list) =>
        [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
}
