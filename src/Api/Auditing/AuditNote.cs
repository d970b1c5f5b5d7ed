using Microsoft.AspNetCore.Http;
using RagCluster.Access;
using RagCluster.Api.Access;

namespace RagCluster.Api.Auditing;

/// <summary>What an endpoint says of its request for the audit log, where the response does not.</summary>
/// <param name="Subject">Who it was, or said to be.</param>
/// <param name="Status">The outcome, as HTTP would say it.</param>
/// <param name="Target">On what, where the path does not say enough; null for the path.</param>
internal sealed record AuditNote(string Subject, int Status, string? Target = null)
{
    /// <summary>The name of a caller in the log: a key's id; of others, with who vouches for it, so that none is taken for a key.</summary>
    internal static string NameOf(Principal? caller) =>
        caller is null ? "unknown"
        : caller.Kind == PrincipalKind.Key ? caller.Subject
        : caller.Name;

    /// <summary>The name of a person in the log.</summary>
    /// <param name="account">The whole name of the account.</param>
    internal static string NameOf(string account) => $"local:{account}";

    /// <summary>Has a request noted that made something whose name its path does not hold.</summary>
    /// <param name="context">The request.</param>
    /// <param name="target">What was made.</param>
    internal static void SetMade(HttpContext context, string target) =>
        Set(context, NameOf(context.Caller() ?? Principal.Anonymous), StatusCodes.Status201Created, target);

    /// <summary>Says of a request that is noted what its path does not: ids and names, never a text or a secret.</summary>
    internal static void Describe(HttpContext context, string what) => context.Items[typeof(AuditNote)] = what;

    /// <summary>What is noted of a request beside who and when: its path, where what it made is, and what the endpoint says.</summary>
    internal static string TargetOf(HttpContext context)
    {
        bool isMade = context.Response.StatusCode is StatusCodes.Status201Created or StatusCodes.Status202Accepted;
        string made = isMade && context.Response.Headers.Location.ToString() is { Length: > 0 } location ? $" made {location}" : "";
        string what = context.Items[typeof(AuditNote)] is string said ? $": {said}" : "";
        return $"{context.Request.Path.Value}{made}{what}";
    }

    /// <summary>Has a request noted.</summary>
    internal static void Set(HttpContext context, string subject, int status, string? target = null) =>
        context.Features[typeof(AuditNote)] = new AuditNote(subject, status, target);
}
